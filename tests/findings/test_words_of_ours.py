"""Facts in our own or the system's words are translated; what a user wrote is not."""

import errno
import os

import pytest

from reportgen.findings import Finding, Severity
from reportgen.findings.text import message


def said(code: str, **facts: str) -> str:
    return message(Finding(code=code, severity=Severity.ERROR, facts=facts), "zh")


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EISDIR])
def test_why_the_system_refused_is_said_in_chinese(number: int) -> None:
    assert os.strerror(number) not in said("D102", reason=os.strerror(number))


def test_kinds_of_values_are_said_in_chinese() -> None:
    assert said("S253", key="year", found="text", expected="whole number") == "year 的值是文本，应为整数。"


def test_what_a_user_wrote_stays_as_it_was_written() -> None:
    assert "“text”" in said("S202", field="公开信息总数", found="text")

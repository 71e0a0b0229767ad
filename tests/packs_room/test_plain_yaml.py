"""The fast reader gives what the careful one gives, or nothing."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from reportgen.packs import plain_yaml
from tests.builders import TEMPLATES

FILES = sorted(TEMPLATES.rglob("*.yaml"))


def carefully(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(TEMPLATES).as_posix())
def test_a_shipped_file_is_read_fast_and_alike(file: Any) -> None:
    text = file.read_text(encoding="utf-8")
    assert plain_yaml.data(text) == carefully(text)


@pytest.mark.parametrize(
    "value",
    [
        "010101", "0o17", "0x1F", "1_000", "1:30", "+1", "-0", "01.5", ".5", "1e3", "yes", "No", "on", "OFF", "y", "N",
        "~", "null", "Null", "TRUE", "True", ".nan", ".inf", "2012-01-01", "=", "<<", "!!str 1", "!!int '3'",
        "*a", "", "- 1", "? x", "@x", "`x", "%x", "12345678901234567890", "0b11",
    ],
)  # fmt: skip
def test_what_two_versions_may_understand_otherwise_is_left_to_the_careful_reader(value: str) -> None:
    assert plain_yaml.data(f"a: {value}\n") is None


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: &x [1]\nb: *x\n", "a: [1\n", "", "1: 2\n", "{a: 1", "[a]: 1\n"])
def test_what_is_wrong_or_odd_is_left_to_the_careful_reader(text: str) -> None:
    assert plain_yaml.data(text) is None


_SCALARS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ["yes", "0", "017", "true", "null", "5.1", "'a'", '"b"', "|", "收到[的]申请", "{a|b}", "#", "a: b", "- c"]
)


@pytest.mark.slow
@given(st.dictionaries(_SCALARS, _SCALARS, max_size=4))
def test_whatever_is_typed_is_read_alike_or_not_at_all(pairs: dict[str, str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs.items())
    found = plain_yaml.data(text)
    if found is not None:
        try:
            meant = carefully(text)
        except YAMLError as error:
            meant = error
        assert found == meant

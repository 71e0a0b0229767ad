"""What the catalogue holds for a code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The texts of one code, in English; the Chinese ones stand in the message catalog.

    `message` says what is wrong and `hint` what to do; both may quote {facts} and {rule}. `why` names the
    document and article behind it, `example` shows one and its mend; `reportgen explain` prints them. `words` names
    the facts that hold words of ours, which are translated too; all others are what a user wrote.
    """

    title: str
    message: str
    hint: str = ""
    why: str = ""
    example: str = ""
    words: tuple[str, ...] = ()

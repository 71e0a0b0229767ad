"""The text of one report, understood once: what every check of the text looks at.

Takes a report and its pack; gives its paragraphs, who speaks in them, the words that matter, whose figures they are,
and what each number says. Whether what it says is right is left to `checks/text`, whether it is well formed to
`checks/formal`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.prose import mentions
from reportgen.prose.extent import Reach, reach
from reportgen.prose.lexicon import Lexicon, lexicon
from reportgen.prose.mentions import Claim
from reportgen.prose.passages import Passage, outside, passages
from reportgen.prose.voice import Voice


@dataclass(frozen=True, eq=False)
class ReportText:
    """A report's text. `claims` are what its numbers say, those of a part of the whole among them.

    `passages` are the paragraphs of the narrative, `outside` those that a finished Word file prints outside the
    sections: headers, footers, what follows the signature.
    """

    passages: tuple[Passage, ...]
    outside: tuple[Passage, ...]
    voice: Voice
    lexicon: Lexicon
    reach: Reach
    claims: tuple[Claim, ...]


def report_text(data: ReportData, pack: Pack) -> ReportText:
    """The text of that report, as its pack understands it."""
    texts, words, whose = passages(data, pack), lexicon(pack), reach(data, pack)
    voice = Voice.of(data, words.words)
    return ReportText(
        passages=texts,
        outside=tuple(outside(data)),
        voice=voice,
        lexicon=words,
        reach=whose,
        claims=tuple(_claims(texts, words, voice, whose)),
    )


def _claims(texts: tuple[Passage, ...], words: Lexicon, voice: Voice, whose: Reach) -> Iterator[Claim]:
    for passage in texts:
        yield from mentions.claims(passage, words, voice, whose)

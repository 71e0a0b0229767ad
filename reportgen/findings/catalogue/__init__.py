"""Every code a finding may have, with its texts. Codes are stable for ever: never reuse or rename one.

The first letter is the room: Source, Pack, Check, Writing the page, Render, Deliver, Batch, X for the unforeseen. One
module a letter. How an entry becomes a sentence is left to `findings/text.py`.
"""

from collections.abc import Mapping

from reportgen.findings.catalogue import (
    batch,
    check,
    deliver,
    narrative,
    pack,
    published,
    render,
    source,
    template,
    unforeseen,
    writing,
)
from reportgen.findings.catalogue.entry import Entry

CATALOGUE: Mapping[str, Entry] = {
    **source.ENTRIES,
    **published.ENTRIES,
    **pack.ENTRIES,
    **template.ENTRIES,
    **check.ENTRIES,
    **narrative.ENTRIES,
    **writing.ENTRIES,
    **render.ENTRIES,
    **deliver.ENTRIES,
    **batch.ENTRIES,
    **unforeseen.ENTRIES,
}

__all__ = ["CATALOGUE", "Entry"]

"""Whatever stands side by side, and however Word cuts it into runs: as docxtpl fills it, and proven."""

from itertools import pairwise
from random import Random
from xml.sax.saxutils import escape

import pytest

from reportgen.model import Page, Paragraph
from reportgen.render import compile_template, fill, outline, prove
from tests.render import words
from tests.render.fill.test_docx import by_docxtpl, canonical

PAGE = Page(
    fields={"title": "甲<b>&'乙\"{{ year }}", "year": "2", "draft_mark": ""},
    blocks={"preface": (Paragraph("一"), Paragraph("二&"), Paragraph("三"))},
    cells={"r1": {"a": "1", "b": "2"}},
    absent_sections=("fees",),
)
INLINE = (
    "{{ title|upper }}", "{{ title }}", "文", "{%r if year %}甲{%r endif %}", "{{ title if draft_mark else year }}",
    "{%r for p in preface %}{{ p.text }}{%r endfor %}", "{{ preface|join('；', attribute='text') }}",
    "{% for p in preface %}{{ loop.index }}{{ p.text }}{% if not loop.last %}、{% endif %}{% endfor %}",
    "{% for c, f in r1|items %}{{ c }}{{ f }}{% endfor %}", "{% if preface|length > 1 and not fees %}x{% endif %}",
)  # fmt: skip
LOOKS = ("", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="20"/></w:rPr>')
CELLS = ("", '<w:vAlign w:val="center"/>', '<w:shd w:val="clear" w:fill="00FF00"/>')


class Writer:
    """Documents made up by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def document(self) -> bytes:
        choose = self.chance.choice
        blocks = [choose((self.table, self.line, self.line))() for _ in range(3)]
        return words.docx(body="".join(blocks) + words.paragraph("后"))

    def run(self, text: str) -> str:
        space = self.chance.choice(("", ' xml:space="preserve"'))
        mark = self.chance.choice(("", "", "", '<w:proofErr w:type="spellStart"/>'))
        return f"<w:r>{self.chance.choice(LOOKS)}<w:t{space}>{escape(text)}</w:t></w:r>{mark}"

    def paragraph(self, text: str) -> str:
        most = min(self.chance.choice((0, 0, 1, 3)), max(0, len(text) - 1))
        cuts = [0, *sorted(self.chance.sample(range(1, len(text)), most)), len(text)] if most else [0, len(text)]
        pieces = [text[start:end] for start, end in pairwise(cuts)]
        return f"<w:p>{''.join(map(self.run, pieces))}</w:p>"

    def line(self) -> str:
        return self.paragraph(self.inline())

    def inline(self) -> str:
        return "文".join(self.chance.choices(INLINE, k=self.chance.randint(1, 3)))

    def row(self, *cells: str) -> str:
        return f"<w:tr>{''.join(map(self.cell, cells))}</w:tr>"

    def cell(self, text: str) -> str:
        look = self.chance.choice(CELLS)
        return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{look}</w:tcPr>{self.paragraph(text)}</w:tc>'

    def table(self) -> str:
        text = self.inline
        kinds = (
            lambda: self.row(text(), "{%tc for p in preface %}", "{{ p.text }}" + text(), "{%tc endfor %}"),
            lambda: self.row("题", "{%tc for p in preface %}", text() + "{% hm %}", "{%tc endfor %}"),
            lambda: self.row("{% colspan 2 %}" + text(), text()),
            lambda: self.row(text() + "{% cellbg 'FF0000' %}", text(), "丙"),
            lambda: self.row("{%tc if year %}", text(), "{%tc else %}", "乙", text(), "{%tc endif %}", "丙"),
            lambda: (
                self.row("{%tr for q in preface %}", "", "")
                + self.row(text() + "{% vm %}", "{{ q.text }}", text())
                + self.row("{%tr endfor %}", "", "")
            ),
        )
        rows = "".join(self.chance.choice(kinds)() for _ in range(self.chance.randint(1, 3)))
        grid = '<w:gridCol w:w="1000"/>' * 3
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}{self.row('末', '1', '2')}</w:tbl>"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_made_up_documents_come_out_as_docxtpl_makes_them_and_are_proven(seed: int) -> None:
    template = Writer(seed).document()
    made = fill(compile_template(template, "x", by_docxtpl=True), PAGE)
    assert canonical(made, words.DOCUMENT) == canonical(by_docxtpl(template, PAGE), words.DOCUMENT)
    assert [item for item in prove(outline(template), PAGE, made) if not item.code.startswith("R32")] == []

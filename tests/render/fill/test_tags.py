"""Which tags a template holds, where, and what they ask for."""

import pytest

from reportgen.render import tags
from tests.render import pages, words


def test_tags_are_listed_with_part_paragraph_and_names() -> None:
    template = words.docx("{{ title }}", "甲{{ r5_1.annual }}乙", header="{{ draft_mark }}")
    assert [(tag.part, tag.paragraph, tag.text, tag.names) for tag in tags(template) if "header2" not in tag.part] == [
        ("word/header1.xml", 1, "{{ draft_mark }}", ("draft_mark",)),
        ("word/document.xml", 1, "{{ title }}", ("title",)),
        ("word/document.xml", 2, "{{ r5_1.annual }}", ("r5_1.annual",)),
    ]


def test_a_loops_variable_is_told_by_its_source() -> None:
    template = words.docx(
        "{%p for p in overview.body %}",
        "{%p if p.level == 2 %}",
        "{{ p.text }}",
        "{%p endif %}",
        "{%p endfor %}",
        "{{ p }}",
    )
    names = [tag.names for tag in tags(template)]
    assert names == [("overview.body",), ("overview.body.level",), ("overview.body.text",), (), (), ("p",)]


@pytest.mark.slow
def test_every_figure_of_a_pack_has_one_tag_in_its_template() -> None:
    for pack_id in pages.PACK_IDS:
        pack = pages.pack(pack_id)
        found = [name for tag in tags(pack.template_path.read_bytes()) for name in tag.names]
        for item in pack.fields.values():
            assert found.count(f"{item.row.tag}.{item.column.code}") == 1, (pack_id, item.key)

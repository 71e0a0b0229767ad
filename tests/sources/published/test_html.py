import pytest

from reportgen.sources.published.blocks import Block, Paragraph, PublishedTable
from reportgen.sources.published.html import read_html


def _blocks(page: str) -> list[Block]:
    return read_html(page, "report.html")[0]


def _texts(page: str) -> list[str]:
    return [block.text for block in _blocks(page) if isinstance(block, Paragraph)]


def test_blocks_end_paragraphs_and_inline_tags_do_not() -> None:
    page = "<body><p>公开<b>12</b>条<span>。</span></p><div>又<br>一行<p>再一段</p>尾</div></body>"
    assert _texts(page) == ["公开12条。", "又", "一行", "再一段", "尾"]


def test_scripts_styles_and_hidden_parts_are_dropped() -> None:
    dropped = "<script>var a='甲'</script><style>乙</style><p style='display: none'>丙</p><p hidden>丁</p>"
    assert _texts(f"<body>{dropped}<p>见</p></body>") == ["见"]


def test_the_title_of_the_page_is_given_beside() -> None:
    assert (
        read_html("<html><head><title> 某局\n年报 </title></head><body><p>甲</p></body></html>", "a.html")[1]
        == "某局 年报"
    )


def test_paragraphs_know_their_line() -> None:
    (block,) = _blocks("<html>\n<body>\n<p>甲</p></body></html>")
    assert isinstance(block, Paragraph)
    assert (block.location.line, block.location.paragraph) == (3, 1)


def test_merged_cells_are_resolved() -> None:
    page = (
        "<table><tr><td rowspan=2>组</td><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr>"
        "<tr><td colspan=2>合计</td><td>3</td></tr></table>"
    )
    (table,) = _blocks(page)
    assert isinstance(table, PublishedTable)
    assert [(c.text, c.row, c.column) for c in table.cells] == [
        ("组", 0, 0), ("甲", 0, 1), ("1", 0, 2), ("乙", 1, 1), ("2", 1, 2), ("合计", 2, 0), ("3", 2, 2),
    ]  # fmt: skip


def test_a_table_around_the_page_is_looked_through() -> None:
    inner = "<table><tr><td>甲</td><td>1</td><td>2</td></tr></table>"
    page = f"<table><tr><td><p>菜单</p></td><td><p>正文</p>{inner}</td></tr></table>"
    first, second, table = _blocks(page)
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert isinstance(table, PublishedTable)
    assert (first.text, second.text, len(table.cells)) == ("菜单", "正文", 3)


def test_lines_within_a_cell_are_kept_apart() -> None:
    (table,) = _blocks("<table><tr><td><p>申请</p><p>情况</p></td><td>收<br>费</td><td> 1 </td></tr></table>")
    assert isinstance(table, PublishedTable)
    assert [cell.text for cell in table.cells] == ["申请\n情况", "收\n费", "1"]


@pytest.mark.parametrize("span", ["0", "-3", "1e9", "99999999999", "２", "abc", ""])
def test_absurd_spans_do_no_harm(span: str) -> None:
    (table,) = _blocks(f"<table><tr><td colspan='{span}' rowspan='{span}'>甲</td><td>1</td><td>2</td></tr></table>")
    assert isinstance(table, PublishedTable)
    assert len(table.cells) == 3


def test_thousands_of_nested_tags_do_no_harm() -> None:
    assert _texts("<body><p>前</p>" + "<div>" * 5000 + "深" + "</div>" * 5000 + "</body>")[0] == "前"

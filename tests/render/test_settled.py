"""A template on its way to becoming reports: no author, no template's type; else the same bytes."""

import io
import zipfile

import docx
import pytest

from reportgen.render.settled import settled
from tests.builders import ALL_PACKS, pack

CORE = "docProps/core.xml"


def changed(part: str, old: str, new: str, pack_id: str = "county-2021") -> bytes:
    """The shipped template with that part changed."""
    output = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(pack(pack_id).template_path.read_bytes()))
    with zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode() if name == part else ""
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if content else source.read(name))
    return output.getvalue()


@pytest.mark.parametrize("pack_id", ALL_PACKS)
def test_a_shipped_template_stays_as_it_is(pack_id: str) -> None:
    template = pack(pack_id).template_path.read_bytes()
    assert settled(template) is template


def test_who_drew_the_template_stands_in_no_report() -> None:
    words = (
        "<dc:creator>张某</dc:creator><cp:lastModifiedBy>李某</cp:lastModifiedBy><cp:revision>7</cp:revision></cp:core"
    )
    properties = docx.Document(io.BytesIO(settled(changed(CORE, "</cp:core", words)))).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "{{ title }}")


def test_an_author_that_is_a_tag_stays() -> None:
    words = "<dc:creator>{{ unit_name }}</dc:creator></cp:core"
    assert (
        docx.Document(io.BytesIO(settled(changed(CORE, "</cp:core", words)))).core_properties.author
        == "{{ unit_name }}"
    )


def test_a_template_becomes_a_document() -> None:
    types = "[Content_Types].xml"
    old, new = "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"
    with pytest.raises(ValueError, match="template"):
        docx.Document(io.BytesIO(changed(types, old, new)))
    assert docx.Document(io.BytesIO(settled(changed(types, old, new)))).paragraphs


def test_what_is_no_zip_comes_back_as_it_is() -> None:
    assert settled(b"no zip") == b"no zip"

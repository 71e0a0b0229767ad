"""How a template looks in print: every run has an East Asian font of the official list, headings go down step by step.

Takes the container and its stories, gives faults. A run's font is found as Word finds it: the run, its character
style, its paragraph's style and what that is based on, the document's defaults, the theme.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.ooxml.elements import Element
from reportgen.ooxml.names import DRAWING, w
from reportgen.packcheck.template.container import Container
from reportgen.packcheck.template.fault import Fault, fault
from reportgen.packcheck.template.places import Line, Story, heading_level, outline_levels
from reportgen.render.fill.grammar import TAG

# The five kinds of GB/T 9704-2012 (小标宋, 仿宋, 楷体, 黑体, 宋体), by the names that Windows, WPS and Founder give
# them.
OFFICIAL_FONTS = (
    "方正小标宋简体", "方正小标宋_GBK", "小标宋体", "华文中宋",
    "仿宋_GB2312", "仿宋", "FangSong", "华文仿宋", "方正仿宋_GBK", "方正仿宋简体",
    "楷体_GB2312", "楷体", "KaiTi", "华文楷体", "方正楷体_GBK", "方正楷体简体",
    "黑体", "SimHei", "方正黑体_GBK", "方正黑体简体",
    "宋体", "SimSun", "新宋体", "NSimSun",
)  # fmt: skip
_THEMES = {"minorEastAsia": "minorFont", "majorEastAsia": "majorFont"}
_DEEPEST = 12  # styles based on styles; Word itself stops at eleven


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts a document's styles give: by style id, the defaults, and the theme's."""

    styles: Mapping[str, Element]
    default_style: str
    defaults: Element | None
    theme: Mapping[str, str]


def fonts(container: Container) -> Fonts:
    """What the style sheet and the theme say of fonts."""
    styles: dict[str, Element] = {}
    default_style, defaults = "", None
    for part in container.related(container.main, "styles"):
        root = container.parts.get(part)
        if root is None:
            continue
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        for style in root.findall(w("style")):
            styles[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                default_style = style.get(w("styleId"), "")
    return Fonts(styles, default_style, defaults, _theme(container))


def wrong_fonts(container: Container, stories: Sequence[Story], allowed: Sequence[str]) -> Iterator[Fault]:
    """A fault a line for runs without an East Asian font, and one for runs in a font outside the list."""
    known = fonts(container)
    for story in stories:
        if story.kind == "properties":
            continue
        for line in story.lines:
            yield from _of_line(line, known, allowed)


def heading_jumps(container: Container, stories: Sequence[Story]) -> Iterator[Fault]:
    """A heading two levels below the one before it, or a first heading that is not of level 1."""
    levels = outline_levels(container)
    body = next((story for story in stories if story.kind == "body"), None)
    last = 0
    for line in body.lines if body else ():
        level = heading_level(line.element, levels) if line.text.strip() and line.cell is None else 0
        if level > last + 1 and not _is_in_text_list(line):  # headings in tables are no headings of the text
            yield fault("P247", line, found=level, expected=last + 1)
        last = level or last


def _is_in_text_list(line: Line) -> bool:
    """True for the paragraphs of a snippet, whose level is the clerk's: {{ p.text }} in the style of its level."""
    return ".text" in line.text and line.text.strip().startswith("{{")


def _of_line(line: Line, known: Fonts, allowed: Sequence[str]) -> Iterator[Fault]:
    without, outside = False, False
    tags = [match.span() for match in TAG.finditer(line.text)]
    for start, piece in line.pieces:
        run = piece.getparent()
        length = len(piece.text or "")
        if (without and outside) or run is None or not _prints_chinese(line.text, start, length, tags):
            continue
        font = east_asian_font(run, line.element, known)
        if not font and not without:
            without = True
            yield fault("P245", line, start=start, text=_shown(line.text[start:]))
        elif font and font not in allowed and not outside:
            outside = True
            yield fault(
                "P246", line, start=start, text=_shown(line.text[start:]), font=font, known="、".join(allowed[:8])
            )


def _prints_chinese(text: str, start: int, length: int, tags: Sequence[tuple[int, int]]) -> bool:
    """Chinese text, or the beginning of a tag: what it prints takes the look of its first brace."""
    if any(start <= begin < start + length for begin, _ in tags):
        return True
    inside = [index for index in range(start, start + length) if not any(a <= index < b for a, b in tags)]
    # Chinese characters and signs; full-width forms
    return any("\u2e80" <= text[index] <= "\u9fff" or "\uff00" <= text[index] <= "\uffef" for index in inside)


def east_asian_font(run: Element, paragraph: Element, known: Fonts) -> str:
    """The font Chinese characters of the run are set in; empty where nobody says."""
    chain = run_properties(run, paragraph, known)
    # the nearest that names one counts, as in Word
    return next((font for item in chain if item is not None and (font := _named(item, known)) is not None), "")


def run_properties(run: Element, paragraph: Element, known: Fonts) -> list[Element | None]:
    """What is said of the look of a run, the nearest first: by itself, its styles, its paragraph's, the document."""
    own = run.find(w("rPr"))
    character = own.find(w("rStyle")) if own is not None else None
    properties = paragraph.find(w("pPr"))
    style = properties.find(w("pStyle")) if properties is not None else None
    style_id = style.get(w("val"), "") if style is not None else known.default_style
    chain = [own]
    chain += _chain(character.get(w("val"), "") if character is not None else "", known)
    chain += _chain(style_id if style_id in known.styles else known.default_style, known)
    return [*chain, known.defaults]


def _chain(style_id: str, known: Fonts) -> list[Element | None]:
    """The run properties of a style and of those it is based on."""
    found: list[Element | None] = []
    for _ in range(_DEEPEST):
        style = known.styles.get(style_id)
        if style is None:
            break
        found.append(style.find(w("rPr")))
        based = style.find(w("basedOn"))
        style_id = based.get(w("val"), "") if based is not None else ""
    return found


def _named(properties: Element, known: Fonts) -> str | None:
    """The font these properties name, None where they name none; a theme's font may itself be nothing."""
    named = properties.find(w("rFonts"))
    if named is None:
        return None
    theme = named.get(w("eastAsiaTheme"))  # goes before a font's name, as in Word
    if theme is not None:
        return known.theme.get(_THEMES.get(theme, ""), "")
    return named.get(w("eastAsia"))


def _theme(container: Container) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in container.related(container.main, "theme"):
        root = container.parts.get(part)
        for kind in ("minorFont", "majorFont") if root is not None else ():
            fonts_of = root.find(f".//{{{DRAWING}}}{kind}") if root is not None else None
            if fonts_of is None:
                continue
            plain = fonts_of.find(f"{{{DRAWING}}}ea")
            # Hans: simplified Chinese
            chinese = next((item for item in fonts_of if item.get("script") == "Hans"), None)
            name = plain.get("typeface", "") if plain is not None else ""
            found[kind] = name or (chinese.get("typeface", "") if chinese is not None else "")
    return found


def _shown(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 20 else text[:19] + "…"

"""From a report and its pack to the Page: which sections there are, their numbers, and every text in its final words.

A snippet is printed as written but for its placeholders; a blank one gets the pack's standard phrase. Gives findings
for what cannot be said; whether the figures are right is left to `checks`, how it looks to the Word template.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportgen.compose import headings, phrases, tables
from reportgen.compose.characters import printable
from reportgen.compose.phrases import PreparedPhrase, Sentence
from reportgen.compose.placeholders import NAMES, UNFILLED, Flaw, pieces
from reportgen.findings import Fact, Finding, Location, finding_of
from reportgen.model import Page, Paragraph, ReportData, Section
from reportgen.packs import Pack, SectionPlan
from reportgen.wording import chinese, long_date
from reportgen.wording.likeness import nearest
from reportgen.wording.placeholders import of_unit, of_year

DRAFT_MARK = "草稿：有未解决的问题，不得报送或公布"
ATTACHMENT_MARK = "附件"
OWN_NAME = "本机关"  # how a unit calls itself that has not said
_SPOKEN = {"preface": "前言", "closing": "结尾"}
_CONTACT = (("address", "地址"), ("postcode", "邮编"), ("phone", "电话"), ("email", "电子邮箱"))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A pack's texts, read once for all reports."""

    title: Sentence
    attachment_title: Sentence
    attachment_note: Sentence
    preface: tuple[PreparedPhrase, ...]
    closing: tuple[PreparedPhrase, ...]
    headings: Mapping[str, Sentence]
    phrases: Mapping[str, tuple[PreparedPhrase, ...]]
    rows: tuple[tables.TableRow, ...]


def page(data: ReportData, pack: Pack, *, draft: bool = False) -> tuple[Page, tuple[Finding, ...]]:
    """Everything the document will say, and what keeps it from being said.

    Blanks are printed 【未填】, cells that could not be read 【读不出】; unless it is a draft, that is an error.
    """
    data, findings = printable(data)
    writer = _Writer(data, pack, _plan(pack), [*findings])
    absent = tuple(plan.key for plan in pack.sections if writer.is_left_out(plan))
    there = [plan for plan in pack.sections if plan.key not in absent]
    writer.name_sections(there)
    composed = Page(
        fields=writer.fields(draft=draft),
        blocks={"preface": writer.block("preface"), "closing": writer.block("closing")},
        sections={plan.key: writer.section(plan, number) for number, plan in enumerate(there, 1)},
        absent_sections=absent,
        cells=tables.cells(writer.plan.rows, data),
    )
    if not draft:
        writer.findings.extend(tables.blanks(writer.plan.rows, data))
    writer.findings.extend(_strays(data, pack))
    return composed, tuple(writer.findings)


@lru_cache(maxsize=64)
def _plan(pack: Pack) -> _Plan:
    attachment = pack.attachment
    return _Plan(
        title=pieces(pack.title, pack),
        attachment_title=pieces(attachment.title, pack) if attachment else (),
        attachment_note=pieces(attachment.note, pack) if attachment else (),
        preface=tuple(phrases.prepare(item, pack) for item in pack.preface),
        closing=tuple(phrases.prepare(item, pack) for item in pack.closing),
        headings={plan.key: pieces(plan.heading, pack) for plan in pack.sections},
        phrases={plan.key: tuple(phrases.prepare(item, pack) for item in plan.phrases) for plan in pack.sections},
        rows=tables.rows(pack),
    )


class _Writer:
    """One report being worded: the names its texts may quote, and the findings so far."""

    def __init__(self, data: ReportData, pack: Pack, plan: _Plan, findings: list[Finding]) -> None:
        self.data, self.pack, self.plan, self.findings = data, pack, plan, findings
        self.names = dict.fromkeys(NAMES, "") | _names(data)
        self.titles: dict[str, str] = {}
        self.names["title"] = self._of_pack(plan.title, "title")
        self.names["attachment_title"] = self._of_pack(plan.attachment_title, "attachment")

    def is_left_out(self, plan: SectionPlan) -> bool:
        """True for an optional section that nobody wrote and the figures do not ask for."""
        return plan.optional and not _lines(self.data, plan.key) and phrases.hold(plan.omit_when, self.data)

    def name_sections(self, there: Sequence[SectionPlan]) -> None:
        """Gives the sections their titles, and the texts the list and number of them."""
        self.titles = {plan.key: self._of_pack(self.plan.headings[plan.key], f"sections.{plan.key}") for plan in there}
        titles = list(self.titles.values())
        # 、 within a title would part it in two
        self.names["sections"] = ("，" if any("、" in title for title in titles) else "、").join(titles)
        self.names["section_count"] = chinese(len(titles))

    def section(self, plan: SectionPlan, number: int) -> Section:
        """The section with its number in print."""
        numeral, title = chinese(number), self.titles[plan.key]
        standard = self.plan.phrases[plan.key]
        body = self._text(plan.key, standard, take_all=plan.take == "all", may_be_empty=plan.may_be_empty)
        return Section(plan.key, numeral, title, f"{numeral}、{title}", body)

    def block(self, key: str) -> tuple[Paragraph, ...]:
        """The preface, or the closing, which need not be there."""
        standard = self.plan.preface if key == "preface" else self.plan.closing
        return self._text(key, standard, may_be_empty=key == "closing")

    def fields(self, *, draft: bool) -> dict[str, str]:
        """The single texts, by tag name; all of them are there, empty where there is nothing to say."""
        data, names = self.data, self.names
        steps = data.sign_off
        return {
            "title": names["title"],
            "date_line": f"（{names['issued_on']}）" if self.pack.date_line and data.issued_on else "",
            "signature": data.unit.name,
            "date": names["issued_on"],
            "year": names["year"],
            "previous_year": names["previous_year"],
            "next_year": names["next_year"],
            "unit_name": data.unit.name,
            "unit_short_name": names["unit.short_name"],
            "draft_mark": DRAFT_MARK if draft else "",
            "attachment_mark": ATTACHMENT_MARK if self.pack.attachment else "",
            "attachment_note": self._of_pack(self.plan.attachment_note, "attachment"),
            "attachment_title": names["attachment_title"],
            "address": data.contact.address,
            "postcode": data.contact.postcode,
            "phone": data.contact.phone,
            "email": data.contact.email,
            "website": data.contact.website,
            "prepared_by": steps.prepared_by.name,
            "reviewed_by": steps.reviewed_by.name,
            "secrecy_reviewed_by": steps.secrecy_reviewed_by.name,
            "approved_by": steps.approved_by.name,
            "prepared_on": steps.prepared_by.date,
        }

    def _text(
        self, key: str, standard: Sequence[PreparedPhrase], *, take_all: bool = False, may_be_empty: bool = False
    ) -> tuple[Paragraph, ...]:
        written = _lines(self.data, key)
        if written:
            return tuple(_paragraphs(self._written(key, line) for line in written))
        fitting = [item for item in standard if phrases.hold(item.when, self.data)]
        if not take_all:
            fitting = fitting[:1]
        texts: list[str] = []
        for item in fitting:
            said = list(self._standard(key, item))
            # words behind a heading would join it
            if said and item.continues and texts and not headings.level(texts[-1]):
                texts[-1] += said.pop(0)
            texts += said
        if texts or may_be_empty:
            return tuple(_paragraphs(texts))
        # where a blank figure is the reason, that is told already
        if not any(phrases.is_open_question(item.when, self.data) for item in standard):
            self._report("W108", self._place(key), key, {})
        return (Paragraph(UNFILLED),)

    def _written(self, key: str, line: str) -> str:
        def report(flaw: Flaw) -> None:
            self._report(flaw.code, self._place(key), key, flaw.facts)

        return phrases.spoken(pieces(line, self.pack), self.data, self.names, report)

    def _standard(self, key: str, phrase: PreparedPhrase) -> Iterator[str]:
        if phrase.confirm:
            self._report("W109", self._place(key), key, {"claim": phrase.confirm})
        yield from phrases.paragraphs(phrase, self.data, self.names, lambda flaw: self._of_phrase(flaw, key))

    def _of_pack(self, sentence: Sentence, place: str) -> str:
        return phrases.spoken(sentence, self.data, self.names, lambda flaw: self._of_phrase(flaw, place))

    def _of_phrase(self, flaw: Flaw, place: str) -> None:
        """A flaw of the pack; blanks of this year's report are said once, by the cell or field that is blank."""
        # the cell that is blank is a finding of its own; last year's is not
        if flaw.code == "W102" and "[previous]" not in str(flaw.facts["figure"]):
            return
        self._report(flaw.code, replace(self.pack.location, place=place), place, flaw.facts)

    def _place(self, key: str) -> Location:
        return self.data.place(f"narrative.{key}")

    def _report(self, code: str, where: Location, key: str, more: Mapping[str, Fact]) -> None:
        facts: dict[str, Fact] = {"section": _SPOKEN.get(key) or self.titles.get(key, key), **more}
        self.findings.append(finding_of(code, where, **facts).about(key, str(more.get("placeholder", ""))))


def _names(data: ReportData) -> dict[str, str]:
    contact = data.contact
    details = (f"{label}：{getattr(contact, name)}" for name, label in _CONTACT if getattr(contact, name))
    return {
        **of_year(data.year),
        **of_unit(data.unit.name),
        "unit.short_name": data.unit.short_name or OWN_NAME,
        "issued_on": long_date(data.issued_on) if data.issued_on else "",
        "address": contact.address,
        "postcode": contact.postcode,
        "phone": contact.phone,
        "email": contact.email,
        "website": contact.website,
        "contact_line": "，".join(details),
    }


def _lines(data: ReportData, key: str) -> list[str]:
    """The snippet's lines that hold something; each is a paragraph."""
    texts = data.narrative.get(key, ())
    # texts in JSON may come with the line ends of any program
    lines = (line for text in texts for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return [line for line in lines if line.strip()]


def _paragraphs(texts: Iterable[str]) -> Iterator[Paragraph]:
    return (Paragraph(text, headings.level(text)) for text in texts)


def _strays(data: ReportData, pack: Pack) -> Iterator[Finding]:
    """A text for a section that the pack does not have would be lost."""
    known = ["preface", "closing", *(plan.key for plan in pack.sections)]
    for key in data.narrative:
        if key not in known and _lines(data, key):
            place, near = data.place(f"narrative.{key}"), nearest(key, known)
            yield finding_of("W110", place, section=key, nearest=near, known=", ".join(known))

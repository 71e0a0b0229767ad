"""The form of the text: announced sections, numbering, leftovers, the year, names of units, dates, document numbers.

Takes a report and its pack, gives findings. In a finished report (`data.printed`) the sections are the headings it
printed; otherwise those that the pack will print. Deadlines are left to `identity.py`, figures to `narrative.py`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from reportgen.checks.prose import Passage, plain
from reportgen.checks.quantities import chinese_number
from reportgen.findings import Fact, Finding, Severity
from reportgen.model import ReportData
from reportgen.packs import Pack
from reportgen.packs.schema import RequiredText

_ANNOUNCED = re.compile(
    r"(?:由|包括|包含|分为|共分|涵盖|内容为|内容有|内容是|组成为|分)(?:了)?[:]?(?P<list>[^。!?]*?)[，、]?"
    r"(?P<etc>等)?(?:内容)?(?:共|共计|总计|共有|这|共分为|以及附表)*"
    r"(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})(?:个|大|个大)?(?:部分|方面内容|方面)"
)
_COUNT_ONLY = re.compile(
    r"(?:报告|年报)[^。，]{0,6}(?:共|分为|共分为|包括|共分|由|分)(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})个?(?:大)?部分"
)
_SEPARATORS = re.compile("[、，,;；:：]")
_LOOSE = re.compile(r"[\s、，,的和及与以()（）《》“”]|情况$")
_NUMBER_AT_START = re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.．]\s*")
_APPENDED = re.compile("附件|附表|统计表|^表")
_ITEM = (
    re.compile(r"\s*[(（]([一二三四五六七八九十]{1,3})[)）]"),
    re.compile(r"\s*(\d{1,2})\s*[.、](?!\d)"),
    re.compile(r"\s*[(（](\d{1,2})[)）]"),
)
_BOOKMARK = re.compile(r"\s*\[(?:bookmark|书签)[^\]]*\]")
_INLINE = re.compile(r"(?:^|[。;，:\s])([一二三四五六七八九十]{1,2})是(?![一二三四五六七八九十否])")
_LEFTOVER = re.compile(
    r"""
    (?=[\[Xx×＊*2_{【此在这请待暂示单点部机(（□○\#错ElLT\s])
    (?:
    \[(?:bookmark|书签)[^\]]*\]
  | (?<![A-Za-z×])(?:[Xx]{2,}|×{2,}|＊{2,}|\*{2,})(?![A-Za-z×]) | 20[Xx×_]{2}年? | (?<!\d)_{2,}
  | \{\{[^}]*\}\} | \{%[^%]*%\} | \{[a-z_]+(?:\.[A-Za-z0-9_]+)*\}
  | 【\s*】 | 【[^】]{0,12}(?:填|单位名称|此处|年份|日期|名称|数字|待)[^】]{0,12}】
  | (?:此处|在此|这里)(?:填写|填入|输入|插入|填) | 请(?:填写|在此|根据实际|按实际)
  | (?:待补充|待填写|待填|待核实|待定数|暂缺) | 示例文字 | 单击此处 | 点击此处输入
  | (?:单位|部门|机关)(?:名称|全称)[)）](?=[\d年])
  | [(（](?:单位名称|填写[^)）]*|请[^)）]*|选填|如有|可删除|模板[^)）]*)[)）] | □{2,} | ○{2,}
  | \#(?:REF|N/A|DIV/0|VALUE|NAME)[!?]? | 错误!?未找到引用源 | Error!\s*\w+ | lorem\ ipsum | TODO | \s年\s+月\s+日
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:统计|数据|期限|时限|期间|时间)[^。]{0,24}?(?P<first>(?:19|20)\d\d)\s*年\s*1\s*月\s*1\s*日[^。]{0,12}?"
    r"(?:(?P<last>(?:19|20)\d\d)\s*年\s*)?12\s*月\s*31\s*日"
)
_LONG_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{3,4})\s*年(?=\d{1,2}\s*月|度)")
_REPORT_OF = re.compile(
    r"(?:现将|编制|公布|发布|本(?:单位|机关|局)?)[^。《》]{0,16}?(?P<year>(?:19|20)\d\d)\s*年度?(?:的)?"
    r"政府信息公开(?:工作)?(?:情况|年度报告|报告)"
)
_YEAR_OPENING = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.]?[^。，]{0,12}[。:])?\s*"
    r"(?P<year>(?:19|20)\d\d)\s*年度?\s*(?:，|全年|以来|[我本全市县区镇乡局])"
)
_YEAR_MARK = re.compile(r"((?:19|20)\d\d)\s*年")
_DOCUMENT = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*(?P<open>[【\[(［（])\s*(?P<year>(?:19|20)\d\d)\s*[】\])］）]\s*"
    r"第?\s*0*(?P<number>\d+)\s*号"
)
_DATE_LINE = re.compile(
    r"\s*[(（]?\s*(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日\s*[)）]?\s*"
)
_SELF = re.compile(r"[我本](局|厅|委|镇|乡|街道|院|校|中心)(?!长|员会|办公室主任|址|人|届|次|领导|地)")
_KINDS = {
    "局": "局", "厅": "厅", "委": "委", "委员会": "委", "镇": "镇", "镇人民政府": "镇", "镇政府": "镇", "乡": "乡",
    "乡人民政府": "乡", "乡政府": "乡", "街道办事处": "街道", "街道": "街道", "中心": "中心", "院": "院", "学校": "校",
}  # fmt: skip
_NAMED = re.compile(
    r"(?:现将|请与|请联系|联系|由)"
    r"(?P<name>[\u4e00-\u9fff]{3,18}?(?:局|厅|委员会|委|人民政府|办公室|中心|街道办事处))(?=\d{4}年|联系|编制|\(|，地址|，电话)"
)
_WITHIN_YEAR = ("overview", "proactive", "requests", "remedies", "fees", "responses", "resources")
_LIKE, _UNLIKE = 55, 40
_LONG_NAME = 9
_SHORT_NAME = 7


def findings(data: ReportData, pack: Pack, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C701 to C711."""
    yield from _sections(data, pack, texts)
    yield from _headings(data)
    yield from _dates(data, texts)
    yield from _required(data, pack, texts)
    yield from _years(data, texts)
    names = _names(data)
    for key in dict.fromkeys(text.section for text in texts):
        yield from _numbering([text for text in texts if text.section == key])
    for text in texts:
        yield from _leftovers(text)
        yield from _documents(text)
        yield from _misspelt(text, names)
        yield from _other_units(data, text, names)


def _sections(data: ReportData, pack: Pack, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C701: another number of sections than announced. C702: another number named than announced. C703: other names."""
    there = _expected(data, pack)
    count = data.printed.sections if data.printed and data.printed.sections else len(there)
    for text in texts:
        if text.section != "preface":
            continue
        match = _ANNOUNCED.search(text.text) or _COUNT_ONLY.search(text.text)
        announced = _announced(match)
        if match is None or announced is None:
            continue
        if announced != count:
            yield _finding("C701", text, *match.span("count"), found=announced, expected=count)
        if match.re is _ANNOUNCED:
            yield from _listed(text, match, announced, there)


def _announced(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    value = chinese_number(match["count"]) if not match["count"].isdigit() else int(match["count"])
    return int(value) if value is not None and value > 1 else None


def _expected(data: ReportData, pack: Pack) -> list[str]:
    if data.printed is not None and data.printed.headings:
        return [_NUMBER_AT_START.sub("", heading.strip()) for heading in data.printed.headings.values()]
    plans = (plan for plan in pack.sections if not plan.optional or data.narrative.get(plan.key))
    return [_filled(plan.heading, data) for plan in plans]


def _filled(heading: str, data: ReportData) -> str:
    years = {
        "{year}": str(data.year),
        "{next_year}": str(data.year + 1),
        "{unit}": data.unit.name,
        "{unit.name}": data.unit.name,
    }
    for tag, value in years.items():
        heading = heading.replace(tag, value)
    return heading


def _listed(text: Passage, match: re.Match[str], announced: int, there: Sequence[str]) -> Iterator[Finding]:
    named = _names_in_list(match["list"], there)
    if len(named) < 2:
        return
    missing = [name for name in there if name not in named.values() and not _APPENDED.search(name)]
    if len(named) != announced and (missing or len(named) > announced):
        yield _finding(
            "C702", text, *match.span("count"), found=len(named), expected=announced, missing="、".join(missing)
        )
    for name, heading in named.items():
        if heading and _bare(name) != _bare(heading) and not _APPENDED.search(name):
            at = text.text.find(name, match.start("list"))
            short = _is_within(_bare(name), _bare(heading)) or _is_within(_bare(heading), _bare(name))
            severity = Severity.NOTE if short else Severity.VERIFY
            yield _finding("C703", text, at, at + len(name), severity=severity, name=name, nearest=heading)


def _is_within(short: str, long: str) -> bool:
    """True when the long one has the short one's characters in their order: words left out, none changed."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def _names_in_list(listed: str, there: Sequence[str]) -> Mapping[str, str]:
    """Each name in the list with the heading nearest to it; a name may hold the sign that parts names."""
    spans = [(match.start(), match.end()) for match in _SEPARATORS.finditer(listed)]
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(listed)]
    bare = {heading: _bare(heading) for heading in there}
    found: dict[str, str] = {}
    index = 0
    while index < len(starts):
        left = {heading: text for heading, text in bare.items() if heading not in found.values()}
        names = [_tidy(listed[starts[index] : end]) for end in ends[index : index + 4]]
        taken, heading, score = _best(names, left)
        if score < _LIKE:
            taken = 0
        if names[taken]:
            found[names[taken]] = heading if score >= _UNLIKE else ""
        index += taken + 1
    return found


def _best(names: Sequence[str], headings: Mapping[str, str]) -> tuple[int, str, float]:
    """Which of the names, each longer than the one before, is most like a heading, which, and how much (to 100)."""
    for number, name in enumerate(names):
        text = _bare(name)
        for heading, bare in headings.items():
            if text == bare:
                return number, heading, 100.0
    from rapidfuzz import fuzz

    best = (0, "", 0.0)
    for number, name in enumerate(names):
        text = _bare(name)
        for heading, bare in headings.items():
            score = fuzz.ratio(text, bare)
            if score > best[2]:
                best = (number, heading, score)
    return best


def _tidy(name: str) -> str:
    return re.sub(r"^\s*(?:以及|及|和|与|[一二三四五六七八九十]、)|(?:等|共|以及)$", "", name.strip())


def _bare(name: str) -> str:
    return _LOOSE.sub("", _LOOSE.sub("", plain(name)))


def _headings(data: ReportData) -> Iterator[Finding]:
    """C704 for the numbers of the headings themselves."""
    if data.printed is None:
        return
    before = 0
    for key, heading in data.printed.headings.items():
        match = re.match(r"\s*([一二三四五六七八九十]{1,3})\s*[、.．]", heading)
        if match is None:
            continue
        number = int(chinese_number(match[1]) or 0)
        if before and number != before + 1:
            yield Finding(
                code="C704",
                severity=Severity.VERIFY,
                location=data.place(f"narrative.{key}"),
                facts={"words": heading, "found": match[1], "expected": before + 1, "sentence": heading},
                scope=(key,),
            )
        before = number


def _numbering(texts: Sequence[Passage]) -> Iterator[Finding]:
    """C704: （一）（二）（四）, 1. 2. 4., 一是…三是."""
    for pattern in _ITEM:
        before = 0
        for text in texts:
            match = pattern.match(text.text, _lead(text.text))
            if match is None:
                continue
            number = _number(match[1])
            if before and number not in {1, before + 1}:
                yield _finding("C704", text, match.start(1), match.end(1), found=match[1], expected=before + 1)
            before = number
    for text in texts:
        before = 0
        for match in _INLINE.finditer(text.text):
            number = _number(match[1])
            if before and number not in {1, before + 1}:
                yield _finding("C704", text, match.start(1), match.end(1), found=f"{match[1]}是", expected=before + 1)
            before = number


def _lead(text: str) -> int:
    """Where the words begin: after what Word left in front of them."""
    match = _BOOKMARK.match(text)
    return match.end() if match else 0


def _number(written: str) -> int:
    return int(written) if written.isdigit() else int(chinese_number(written) or 0)


def _leftovers(text: Passage) -> Iterator[Finding]:
    """C705."""
    for match in _LEFTOVER.finditer(text.text):
        yield _finding("C705", text, *match.span())


def _years(data: ReportData, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C706: a statistics period, a report or a section of last year, where this year's belongs."""
    wanted = data.year
    for text in texts:
        match = _PERIOD.search(text.text)
        for name in ("first", "last") if match else ():
            if match and match[name] and int(match[name]) != wanted:
                yield _finding("C706", text, *match.span(name), found=int(match[name]), expected=wanted)
        slip = _LONG_YEAR.search(text.text)
        if slip is not None:
            yield _finding("C706", text, *slip.span(1), found=slip[1], expected=wanted)
        if text.section in {"preface", "overview"}:
            told = _REPORT_OF.search(text.text)
            if told and int(told["year"]) == wanted - 1:
                yield _finding("C706", text, *told.span("year"), found=wanted - 1, expected=wanted)
    for key in _WITHIN_YEAR:
        own = [text for text in texts if text.section == key]
        years = {int(year) for text in own for year in _YEAR_MARK.findall(text.text)}
        if wanted - 1 not in years or wanted in years:
            continue
        for text in own:
            match = _YEAR_OPENING.match(text.text)
            if match and int(match["year"]) == wanted - 1:
                yield _finding("C706", text, *match.span("year"), found=wanted - 1, expected=wanted)
                break


def _documents(text: Passage) -> Iterator[Finding]:
    """C709: 吉市政公组【2013】2号; GB/T 9704 wants 〔2013〕."""
    for match in _DOCUMENT.finditer(text.typed) if "号" in text.typed else ():
        mended = f"〔{match['year']}〕{match['number']}号"
        yield _finding("C709", text, match.start("open"), match.end(), severity=Severity.NOTE, mended=mended)


def _names(data: ReportData) -> tuple[str, ...]:
    return tuple(name for name in (data.unit.name, data.unit.short_name) if len(name) >= 4)


def _misspelt(text: Passage, names: Iterable[str]) -> Iterator[Finding]:
    """C707: the unit's own name with a character too few, too many, or wrong."""
    for name in names:
        if len(name) < _SHORT_NAME:
            continue
        seen: set[int] = set()
        for written, at in _alike(text.text, name):
            if at not in seen:
                seen.add(at)
                yield _finding("C707", text, at, at + len(written), name=written, nearest=name)


def _alike(text: str, name: str) -> Iterator[tuple[str, int]]:
    head, tail = name[:3], name[-2:]
    at = text.find(head)
    while at >= 0:
        if text.startswith(name, at):
            at = text.find(head, at + len(name))
            continue
        written = _spelling(text, at, name, tail)
        if written is not None:
            yield written, at
        at = text.find(head, at + 1)


def _spelling(text: str, at: int, name: str, tail: str) -> str | None:
    for length in range(len(name) - 2, len(name) + 3):
        written = text[at : at + length]
        if len(written) == length and written[-1] == name[-1] and _is_slip(written, name, tail):
            return written
    return None


def _is_slip(written: str, name: str, tail: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    distance = DamerauLevenshtein.distance(written, name)
    if distance == 1:
        return len(written) != len(name) or len(name) >= _LONG_NAME or sorted(written) == sorted(name)
    return distance == 2 and len(written) != len(name) and len(name) >= _LONG_NAME and written.endswith(tail)


def _other_units(data: ReportData, text: Passage, names: Iterable[str]) -> Iterator[Finding]:
    """C708: 我委 in the report of a 局; another unit named as the one that reports."""
    kind = _kind(data.unit.name)
    match = next((match for match in _SELF.finditer(text.text) if kind and match[1] != kind), None)
    if match is not None and text.section in {"preface", *_WITHIN_YEAR, "problems", "plans", "closing", "other"}:
        yield _finding("C708", text, *match.span(), name=match[0], nearest=data.unit.short_name or data.unit.name)
    if text.section not in {"preface", "closing"} or not data.unit.name:
        return
    for named in _NAMED.finditer(text.text):
        if not _is_own(named["name"], data.unit.name, names):
            yield _finding("C708", text, *named.span("name"), name=named["name"], nearest=data.unit.name)


def _kind(name: str) -> str | None:
    for ending in sorted(_KINDS, key=len, reverse=True):
        if name.endswith(ending):
            return _KINDS[ending]
    return None


def _is_own(named: str, name: str, names: Iterable[str]) -> bool:
    """True for the unit's name, a short form of it, an office of it, or the office that represents it."""
    core = name.removesuffix("人民政府")
    if any(own in named or named in own for own in (*names, core)) or named.endswith(("办公室", "中心")):
        return True
    return _is_within(named, name)  # 市工信局 of 市工业和信息化局


def _dates(data: ReportData, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C710: the date under the title, at the end and of issue differ."""
    dates: list[date] = [*(data.printed.dates if data.printed else ())]
    if data.issued_on is not None:
        dates.append(data.issued_on)
    for text in texts:
        match = _DATE_LINE.fullmatch(text.text)
        if match is not None:
            dates += _day(match)
    different = list(dict.fromkeys(dates))
    if len(different) > 1:
        first, second = different[0], different[1]
        yield Finding(
            code="C710",
            severity=Severity.VERIFY,
            location=data.place("issued_on"),
            facts={"found": second.isoformat(), "expected": first.isoformat()},
        )


def _day(match: re.Match[str]) -> list[date]:
    try:
        return [date(int(match["year"]), int(match["month"]), int(match["day"]))]
    except ValueError:
        return []


def _required(data: ReportData, pack: Pack, texts: Sequence[Passage]) -> Iterator[Finding]:
    """C711: what the form demands of a section and nobody wrote; a blank section gets the standard phrase."""
    for required in pack.form.required_texts:
        own = [text.text for text in texts if text.section == required.section and text.text.strip()]
        if own and not _speaks("".join(own), required):
            yield Finding(
                code="C711",
                severity=Severity(required.severity),
                rule=required.id,
                scope=(required.section,),
                location=data.place(f"narrative.{required.section}"),
                facts={"section": _title(pack, required.section), "text": required.text, "basis": required.basis},
            )


def _speaks(text: str, required: RequiredText) -> bool:
    return any(re.search("[^。]{0,20}".join(map(re.escape, words.split("…"))), text) for words in required.words)


def _title(pack: Pack, key: str) -> str:
    return next((plan.heading for plan in pack.sections if plan.key == key), key)


def _finding(
    code: str, text: Passage, start: int, end: int, *, severity: Severity = Severity.VERIFY, **facts: Fact
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        location=text.location,
        facts={"words": text.typed[start:end].strip(), "sentence": text.quote(start, end), **facts},
        scope=(text.section,),
    )

"""The word lists: well formed, each used, each with a passage of the corpus that is judged otherwise without it."""

import ast
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import reportgen
from reportgen.checks.explanations import says_something
from reportgen.checks.run import of_text
from reportgen.errors import PackError, SourceError
from reportgen.packs import load_directory, word_lists, words
from reportgen.packs.locate import installed
from reportgen.packs.pack import Pack
from reportgen.packs.words import Grammar, Lists, expression, installed_words, needles
from reportgen.prose import lexicon
from reportgen.sources.published import choice, form_words, likeness
from reportgen.sources.published.bind import bind_published, read_published
from tests import builders, corpus_reader

PACKAGE = Path(reportgen.__file__).parent
FILES = word_lists.files(installed())
LISTS = {name: item for path in FILES for name, item in word_lists.load(path).lists.items()}


@cache
def _strings() -> Mapping[str, frozenset[str]]:
    """The modules of the program by every plain string in them, and by the lists that their grammars name."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for text in (node.value, *re.findall("<<([a-z0-9-]+)>>", node.value)):
                    found.setdefault(text, set()).add(module)
    return {text: frozenset(modules) for text, modules in found.items()}


@cache
def _passages() -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for name in corpus_reader.FILES:
        for passage in corpus_reader.passages(name):
            found.setdefault(passage["text"], []).append(passage)
    return found


def _quoting(text: str) -> list[Mapping[str, Any]]:
    return [passage for whole, passages in _passages().items() if text in whole for passage in passages]


def _judge_of(name: str, folder: Path) -> Callable[[str], list[object]]:
    """How to tell what a passage is taken for, by who uses the list: explanations, finished reports, the corpus."""
    modules = _strings()[name]
    if "checks/explanations.py" in modules:
        return lambda passage: [says_something(passage, installed_words())]
    if any(module.startswith("sources/") for module in modules):
        return lambda passage: [_read(item, folder) for item in corpus_reader.finished() if passage in item["text"]]
    return lambda passage: [corpus_reader.judge(item) for item in _quoting(passage)]


def _read(report: Mapping[str, str], folder: Path) -> object:
    """What a finished report is read as, or why it is none."""
    path = folder / "report.txt"
    path.write_text(report["text"], encoding="utf-8")
    try:
        published = read_published(path)
        bound = bind_published(published, (builders.TEMPLATES,), pack=builders.pack(report["pack"]))
    except SourceError as error:
        return [(item.code, item.facts) for item in error.findings]
    return published.head, bound.data, bound.findings


@contextmanager
def _without(name: str) -> Iterator[None]:
    """The list emptied, and what was made of it forgotten, before and after."""
    words_of = {key: ("\x00",) if key == name else tuple(item.words) for key, item in LISTS.items()}
    read = likeness.core, likeness.heading_likeness, form_words.is_value, form_words.is_unit, choice.prepared
    made = lexicon.lexicon, installed_words, *read
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "word_lists", lambda folders: MappingProxyType(words_of))
        patch.setattr(Pack, "words", property(lambda pack: words_of))
        for function in made:
            function.cache_clear()
        yield
    for function in made:
        function.cache_clear()


def test_a_list_stands_in_one_file_only() -> None:
    assert len(LISTS) == sum(len(word_lists.load(path).lists) for path in FILES)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_used(name: str) -> None:
    assert name in _strings()


@pytest.mark.slow
def test_every_list_that_a_grammar_names_is_there() -> None:
    named = {name for text in _strings() for name in re.findall("<<([a-z0-9-]+)>>", text)}
    assert named - set(LISTS) <= {"name"}  # of a docstring


@pytest.mark.parametrize("name", sorted(LISTS))
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    assert len(set(LISTS[name].words)) == len(LISTS[name].words)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LISTS))
def test_the_passage_of_a_list_is_judged_otherwise_without_it(name: str, tmp_path: Path) -> None:
    judge = _judge_of(name, tmp_path)
    before = judge(LISTS[name].passage)
    assert before, "no passage of the corpus holds these words"
    with _without(name):
        assert judge(LISTS[name].passage) != before


def test_a_grammar_is_compiled_with_the_words_in_place() -> None:
    lists = Lists({"narrowing": ("网上", "{信函|邮寄}[申请]", "为…转来")})
    pattern = Grammar("^(?:<<narrowing>>)$").of(lists)
    assert pattern.match("网上")
    assert pattern.match("邮寄申请")
    assert pattern.match("为外单位转来")
    assert not pattern.match("电话")
    assert Grammar("^(?:<<narrowing>>)$").names == ("narrowing",)


def test_a_word_without_signs_is_taken_as_it_stands() -> None:
    assert re.fullmatch(expression("1.5(元)"), "1.5(元)")
    assert not re.fullmatch(expression("1.5"), "135")


def test_what_must_not_stand_before_may_be_written_in_several_ways() -> None:
    lists = Lists({"doings-before-de": ("收到[过]", "{受理|办}", "由…转来")})
    whole = Grammar("(?<!<<doings-before-de>>)的申请").of(lists)
    part = Grammar("(?<=<<doings-before-de>>)的申请").of(lists)
    for before in ("收到", "收到过", "受理", "办", "转来"):
        assert not whole.search(f"{before}的申请")
        assert part.search(f"{before}的申请")
    assert whole.search("企业的申请")
    assert not part.search("企业的申请")


def test_needles_are_what_a_text_cannot_do_without() -> None:
    assert needles("{收到|受理}[的]…申请#") == (frozenset({"收到", "受理"}), frozenset({"申请"}))


@pytest.mark.parametrize("word", ["{网站|平台", "网站}", "[a[b]]", "{a[b]}"])
def test_a_bracket_that_does_not_close_is_found_at_its_line(word: str, tmp_path: Path) -> None:
    path = tmp_path / "lexicon" / "x.yaml"
    path.parent.mkdir()
    path.write_text(f'title: "t"\nlists:\n  narrowing:\n    purpose: "p"\n    passage: "x"\n    words: ["{word}"]\n')
    with pytest.raises(PackError) as caught:
        word_lists.word_lists((tmp_path,))
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.line) == ("P103", 6)


def test_a_list_that_was_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "lexicon" / "x.yaml"
    path.parent.mkdir()
    for time, word in enumerate(("网上", "信函")):
        path.write_text(f'title: "t"\nlists:\n  narrowing: {{purpose: "p", passage: "x", words: ["{word}"]}}\n')
        os.utime(path, (time, time))
        assert word_lists.word_lists((tmp_path,))["narrowing"] == (word,)


def test_a_folders_own_list_takes_the_place_of_the_installed_one(tmp_path: Path) -> None:
    path = tmp_path / "lexicon" / "x.yaml"
    path.parent.mkdir()
    path.write_text('title: "t"\nlists:\n  narrowing:\n    purpose: "p"\n    passage: "x"\n    words: ["网上"]\n')
    found = word_lists.word_lists((tmp_path,))
    assert found["narrowing"] == ("网上",)
    assert set(found) == set(LISTS)


def _pack_of_an_office(folder: Path, lexicon: str) -> Path:
    """A pack that changes nothing but the words."""
    pack = folder / "county-2021"
    pack.mkdir()
    (pack / "pack.yaml").write_text(f'id: "county-2021"\nextends: "county-2021"\nlexicon:\n  {lexicon}\n')
    return pack


def test_a_pack_adds_words_of_its_own(tmp_path: Path) -> None:
    pack = load_directory(_pack_of_an_office(tmp_path, 'narrowing: ["掌上办"]'), (builders.TEMPLATES,))
    assert pack.words["narrowing"] == (*LISTS["narrowing"].words, "掌上办")
    assert set(pack.words) == set(LISTS)
    data = builders.report(pack, 2023, values={"r1.total": 9}, narrative={"requests": ("收到掌上办申请3件。",)})
    assert "C501" not in {item.code for item in of_text(data, pack)}
    usual = builders.pack("county-2021")
    told = replace(data, pack_id=usual.id)
    assert "C501" in {item.code for item in of_text(told, usual)}


@pytest.mark.slow
@pytest.mark.parametrize(("lexicon", "code"), [('narowing: ["掌上办"]', "P102"), ('narrowing: ["{掌上办"]', "P103")])
def test_a_slip_in_a_packs_own_words_is_found_at_its_line(lexicon: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_directory(_pack_of_an_office(tmp_path, lexicon), (builders.TEMPLATES,))
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.line) == (code, 4)
    if code == "P102":
        assert finding.facts["nearest"] == "narrowing"

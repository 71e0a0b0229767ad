import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources.published.likeness import bare, brief, heading_likeness, in_order, label_likeness, normal


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("1.从事信息公开工作人员数", "从事信息公开工作人员数"),
        ("其中:⑴专职人员数", "专职人员数"),
        ("其中：(1)专职人员数", "专职人员数"),
        ("②申请内容不明数", "申请内容不明数"),
        ("其中:Ⅰ维持行为数", "维持行为数"),
        ("15新闻发布会发布信息数", "新闻发布会发布信息数"),
        ("17.超过20个工作日的数量", "超过20个工作日的数量"),
        ("20个工作日内公开数", "20个工作日内公开数"),
        ("（七）总计", "总计"),
        ("四、结转 下年度", "结转下年度"),
        ("3．危及“三安全一稳定”", "危及三安全一稳定"),
        ("2012年发生数", "2012年发生数"),
        ("4.公开信息总数★", "公开信息总数"),
        ("", ""),
    ],
)
def test_the_bare_label_is_without_number_and_signs(printed: str, words: str) -> None:
    assert bare(printed) == words


def test_numbers_stay_in_the_normal_form() -> None:
    assert normal("（五） 不予处理") == "(五)不予处理"


def test_the_brief_label_is_without_notes() -> None:
    assert brief("（一）主动公开政府信息数（不同渠道计1条）") == "主动公开政府信息数"


@pytest.mark.parametrize(
    ("found", "official"),
    [
        ("主动公开情况", "主动公开政府信息情况"),
        ("政府信息公开工作存在的主要问题及改进情况", "存在的主要问题及改进情况"),
        ("存在的问题及工作打算", "存在的主要问题及工作打算"),
        ("行政复议、诉讼和举报投诉情况", "行政复议诉讼和举报投诉情况"),
        ("收费及减免情况", "政府信息公开的收费及减免情况"),
    ],
)
def test_variants_of_a_heading_are_like_it(found: str, official: str) -> None:
    assert heading_likeness(found, official) >= 0.75


@pytest.mark.parametrize(
    ("found", "official"),
    [
        ("主动公开政府信息情况", "依申请公开政府信息情况"),
        ("回应解读情况", "基本工作情况"),
        ("收费和减免情况", "行政复议和诉讼情况"),
        ("总体情况", "其他需要报告的事项"),
    ],
)
def test_other_headings_are_not(found: str, official: str) -> None:
    assert heading_likeness(found, official) < 0.6


def test_likeness_below_the_cutoff_is_none() -> None:
    assert label_likeness("行政许可", "行政处罚", 0.8) == 0
    assert label_likeness("1.行政许可", "行政许可", 0.8) == 1


def test_the_heaviest_matching_keeps_the_order() -> None:
    assert in_order([{0: 1.0, 3: 1.0}, {1: 0.9}, {0: 1.0}, {2: 0.5, 3: 1.0}]) == {0: 0, 1: 1, 3: 3}
    assert in_order([]) == {}
    assert in_order([{}, {5: 0.1}]) == {1: 5}


_LIKENESSES = st.lists(st.dictionaries(st.integers(0, 6), st.floats(0.1, 1), max_size=3), max_size=7)


@pytest.mark.slow
@given(_LIKENESSES)
def test_no_matching_that_keeps_the_order_is_heavier(likenesses: list[dict[int, float]]) -> None:
    def heaviest(i: int, last: int) -> float:
        if i == len(likenesses):
            return 0.0
        taken = (weight + heaviest(i + 1, j) for j, weight in likenesses[i].items() if j > last)
        return max([heaviest(i + 1, last), *taken])

    found = in_order(likenesses)
    assert list(found.values()) == sorted(set(found.values()))
    assert sum(likenesses[i][j] for i, j in found.items()) == pytest.approx(heaviest(0, -1))

"""The corpus is a floor: recall may not fall, false alarms may not rise."""

import pytest

from reportgen.findings.catalogue import CATALOGUE
from tests import corpus_reader


@pytest.mark.slow
@pytest.mark.parametrize(("name", "passages"), [("passages.yaml", 120), ("heldout.yaml", 50), ("lexicon.yaml", 50)])
def test_the_corpus_holds_planted_and_correct_passages(name: str, passages: int) -> None:
    corpus = corpus_reader.passages(name)
    assert len(corpus) >= passages
    assert all(bool(item.get("fine")) != bool(item.get("find")) for item in corpus)
    assert {item["find"] for item in corpus if "find" in item} <= set(CATALOGUE)
    assert sum(bool(item.get("fine")) for item in corpus) >= 0.4 * len(corpus)


@pytest.mark.slow
@pytest.mark.parametrize("name", corpus_reader.FILES)
def test_recall_and_false_alarms_do_not_get_worse(name: str) -> None:
    scores = corpus_reader.measure(corpus_reader.judge(item) for item in corpus_reader.passages(name))
    whole = corpus_reader.total(scores)
    assert whole.found >= whole.planted * 0.95, [text for score in scores.values() for text in score.missed]
    assert whole.false_alarms <= whole.correct // 20, [text for score in scores.values() for text in score.wrong]

"""Recall and false alarms of the checks of the text on the labelled corpus, by kind.

Run from the project's root: `python -m benchmarks.corpus`. `--show` lists what was missed and what was wrong.
"""

import sys

from tests import corpus_reader
from tests.corpus_reader import Score


def main() -> None:
    for name in corpus_reader.FILES:
        if not (corpus_reader.CORPUS / name).exists():
            continue
        scores = corpus_reader.measure(corpus_reader.judge(item) for item in corpus_reader.passages(name))
        print(f"{name}\n{'kind':14}{'planted':>8}{'found':>7}{'recall':>8}{'correct':>9}{'false':>7}{'besides':>9}")
        for kind, score in [*scores.items(), ("all", corpus_reader.total(scores))]:
            print(_line(kind, score))
        if "--show" in sys.argv:
            for score in scores.values():
                for text in score.missed:
                    print("  missed", text)
                for text in score.wrong:
                    print("  wrong ", text)
                for text in score.beside:
                    print("  beside", text)
        print()


def _line(kind: str, score: Score) -> str:
    recall = f"{100 * score.found / score.planted:.0f}%" if score.planted else "-"
    return (
        f"{kind:14}{score.planted:8}{score.found:7}{recall:>8}{score.correct:9}{score.false_alarms:7}{score.besides:9}"
    )


if __name__ == "__main__":
    main()

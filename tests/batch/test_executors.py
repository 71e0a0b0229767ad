"""Processes and clusters: order kept, a process that dies costs the unit that killed it and no other."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from reportgen.batch import plan
from reportgen.batch.executors import in_process, processes
from reportgen.batch.outcome import Status
from reportgen.batch.work import Settings
from reportgen.errors import UsageError
from tests.batch.units import FOLDERS, done, jsonl, reports, results
from tests.batch.workers import work_that_dies_at_the_third

ROOT = Path(__file__).resolve().parent.parent.parent
PLANTED = ROOT / "data_examples" / "planted-errors" / "county-2021.xlsx"
UNITS = reports(8)


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Eight units in tasks of two."""
    monkeypatch.setattr(plan, "TASK_SIZE", 2)
    return list(plan.make((jsonl(tmp_path / "u.jsonl", UNITS),)).tasks())


def keys(results: Iterator[Any]) -> list[str]:
    return [worked.outcome.key.rpartition(":")[2] for done in results for worked in done]


@pytest.mark.slow
def test_results_come_in_the_order_asked(tasks: list[Any]) -> None:
    settings = Settings(folders=FOLDERS)
    assert keys(processes(2)(iter(tasks), settings)) == keys(in_process(iter(tasks), settings)) == [*"12345678"]


@pytest.mark.slow
def test_tasks_are_taken_no_further_ahead_than_needed(tasks: list[Any]) -> None:
    taken = 0

    def counted() -> Iterator[Any]:
        nonlocal taken
        for task in tasks * 10:
            taken += 1
            yield task

    results = processes(2)(counted(), Settings(folders=FOLDERS))
    next(results)
    assert taken <= 5
    results.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_unit_that_kills_its_process_is_named_and_the_others_are_done(tasks: list[Any]) -> None:
    results = processes(2, work_that_dies_at_the_third)(iter(tasks), Settings(folders=FOLDERS))
    outcomes = [worked.outcome for found in results for worked in found]
    assert [outcome.status for outcome in outcomes].count(Status.WRITTEN) == 7
    assert [finding.code for finding in outcomes[2].findings] == ["B101"]


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    from reportgen.batch.cluster import on_cluster

    with pytest.raises(UsageError) as caught:
        on_cluster("tcp://127.0.0.1:9", timeout_seconds=1)
    assert caught.value.findings[0].code == "B121"


@pytest.mark.slow
def test_dask_is_not_imported_without_the_option() -> None:
    code = "import sys, reportgen.batch.run, reportgen.cli.app; sys.exit('dask' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, timeout=60)
    assert done.returncode == 0


@pytest.mark.thorough
@pytest.mark.cluster
def test_a_cluster_gives_the_same_bytes_even_when_a_worker_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr(plan, "TASK_SIZE", 5)
    monkeypatch.chdir(ROOT)
    source = tmp_path / "in"
    source.mkdir()
    this_year = reports(150)
    jsonl(source / "u.jsonl", this_year)
    last_year = ({**item, "year": item["year"] - 1, "figures": item.pop("previous")["figures"]} for item in this_year)
    old = jsonl(tmp_path / "old.jsonl", list(last_year))
    for number in range(6):
        copyfile(PLANTED, source / f"{number}.xlsx")
    done(source, tmp_path / "here", previous=(old,))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        victim = next(iter(cluster.workers.values())).pid
        killed: list[float] = []

        def kill_half_way(outcome: Any, tally: Any) -> None:
            if tally.done == 40 and not killed:
                killed.append(time.monotonic())
                os.kill(victim, 9)

        report = done(
            source, tmp_path / "there", cluster=cluster.scheduler_address, seen=kill_half_way, previous=(old,)
        )
    assert killed
    assert report.tally.statuses == {Status.WRITTEN: 150, Status.BLOCKED: 6}
    assert len(list((tmp_path / "there" / "批注").iterdir())) == 6
    assert results(tmp_path / "here") == results(tmp_path / "there")

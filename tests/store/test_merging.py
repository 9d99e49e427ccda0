"""Small parts merged: the same rows from fewer files, whatever ends the merging, and nothing twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from store_maker import ROOTS, asked

from gouji.store import Store, ask, opened, querying, writing
from gouji.store.merging import merge
from gouji.store.parts import files_of, lines, write_part

PARTS = 40
EVERYTHING = "SELECT c.check_id, p.number, p.text FROM checks c JOIN passages p USING (check_id) ORDER BY ALL"


def fill(store: Store, parts: int = PARTS) -> None:
    """Parts of a check each, and one that a gathering names."""
    for n in range(parts):
        passages = [{"check_id": f"c{n}", "number": k, "text": f"第{n}份第{k}段"} for k in range(5)]
        name = write_part(store, f"00001-{n:03}", {"passages": lines(passages)})
        row = {"check_id": f"c{n}", "content": "c", "version": "1", "rules": "r", "outcome": "checked", "part": name}
        store.insert("checks", [row])
    beside = write_part(
        store, "00001-g", {"not_run": lines([{"check_id": "g", "rule": "r", "reason": "少", "times": 1}])}
    )
    store.insert("gatherings", [{"run": 1, "gathering": "g", "outcome": "checked", "part": beside}])


def folders(store: Path) -> set[str]:
    return {path.name for path in (store / "parts").iterdir()}


def named(store: Path) -> set[object]:
    return {part for (part,) in asked(store, "SELECT part FROM checks UNION SELECT part FROM gatherings")}


def test_a_merged_store_answers_as_before(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        fill(store)
        before = ask(store, EVERYTHING)
        assert merge(store, few=10) == 1
        assert ask(store, EVERYTHING) == before
        assert len(before.rows) == 5 * PARTS
        assert ask(store, "SELECT reason FROM not_run").rows == (("少",),)
    assert folders(tmp_path) == named(tmp_path)
    assert len(folders(tmp_path)) == 1


def test_few_parts_and_large_ones_are_left_alone(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        fill(store)
        before = folders(tmp_path)
        assert merge(store) == merge(store, few=10, small=10) == 0
        assert folders(tmp_path) == before


def test_a_merged_part_is_not_merged_beyond_its_bounds(tmp_path: Path) -> None:
    with writing(tmp_path) as store:
        fill(store)
        size = sum(file.stat().st_size for file in (store.parts / "00001-000").iterdir())
        made = merge(store, few=10, full=10 * size)
        assert 4 <= made <= 6
        assert len(ask(store, EVERYTHING).rows) == 5 * PARTS
    assert folders(tmp_path) == named(tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
from gouji.store import writing, merging
at = int(sys.argv[2])
passed = 0
def step(frame, event, arg):
    global passed
    if event == "line":
        passed += 1
        if passed == at:
            os.kill(os.getpid(), signal.SIGKILL)
    return step if frame.f_code.co_name in {"_merge", "aside", "_on_disk", "_written", "transaction", "written"} else None
with writing(Path(sys.argv[1])) as store:
    sys.settrace(step)
    merging.merge(store, few=3)
    sys.settrace(None)
print(passed)
"""


def merged(store: Path, at: int) -> int:
    """Merge in a process that is killed at the line of that number; how many lines there were if it came to the end."""
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", KILLED, str(store), str(at)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": ROOTS},
    )
    assert told.returncode in {0, -9}, told.stderr
    return int(told.stdout or 0)


def test_a_merging_killed_anywhere_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    with writing(tmp_path / "0") as store:
        fill(store, 4)
    for at in range(1, 11):
        shutil.copytree(tmp_path / "0", tmp_path / str(at))
    before = asked(tmp_path / "0", EVERYTHING)
    lines_ = merged(tmp_path / "0", 0)
    for at in range(1, 11):
        store_ = tmp_path / str(at)
        assert not merged(store_, at * lines_ // 10)  # the last kill comes after all but one of the old parts are gone
        assert asked(store_, EVERYTHING) == before
        assert named(store_) <= folders(store_)
        assert merged(store_, 0) or len(named(store_)) == 1
        assert asked(store_, EVERYTHING) == before
        assert folders(store_) == named(store_)


def test_a_query_meanwhile_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks just as old parts are removed is answered from the new one."""
    made: list[int] = []
    with writing(tmp_path) as store, opened(tmp_path) as other:
        fill(store)
        before = ask(store, EVERYTHING)

        def outrun(parts: Path, table: str, names: Iterable[str]) -> list[Path]:
            found = list(files_of(parts, table, names))
            if not made:
                made.append(merge(store, few=10))
            return found

        monkeypatch.setattr(querying, "files_of", outrun)
        assert ask(other, EVERYTHING) == before
    assert made == [1]

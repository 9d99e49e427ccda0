"""What may happen to a sweep while it runs: killed, crashed, no room left, another beside it, files that change."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sweep_killer
from store_maker import MAIN, account, asked, begun, report, run

from gouji.packs import load
from gouji.store import writing
from gouji.sweep import Crew, in_folders, running, sweep
from gouji.sweep.examining import content_of

ROOT = os.name == "posix" and os.geteuid() == 0
PROC = Path("/proc/self/task").exists()
by_root = pytest.mark.skipif(not ROOT, reason="only root may mount a small disk")
COUNTED = "SELECT count(*) FROM documents JOIN findings USING (check_id) WHERE run = (SELECT max(run) FROM runs) AND severity = 'error'"


def county(folder: Path, count: int) -> Path:
    """So many reports, every third one wrong."""
    for n in range(count):
        report(folder, f"第{n}镇", right=bool(n % 3))
    return folder


def whole(store: Path, count: int) -> None:
    """The newest run has every report once, with all that is wrong in it."""
    assert account(store) == {"checked": count}
    assert asked(store, COUNTED) == [((count + 2) // 3,)]
    assert asked(store, "SELECT count(*), count(DISTINCT check_id) FROM checks") == [(count, count)]


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of that size."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "gouji-test", folder]
    mounted = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if mounted.returncode and not os.environ.get("CI"):
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr}")
    assert mounted.returncode == 0, mounted.stderr
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)  # noqa: S603, S607


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)  # noqa: S603, S607


@pytest.mark.skipif(os.name != "posix", reason="processes are forked")
def test_killed_at_thirty_moments_it_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    folder = county(tmp_path / "县", 60)
    stores = [tmp_path / "库0", tmp_path / "库1"]
    roots = os.pathsep.join(sys.path)
    lanes = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, sweep_killer.__file__, folder, store, "1.6", *map(str, range(lane, 30, 2))],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": roots, "TMPDIR": str(tmp_path)},  # those killed leave their folders
        )
        for lane, store in enumerate(stores)
    ]
    looked = 0
    for lane in lanes:
        out, _ = lane.communicate(timeout=300)
        assert lane.returncode == 0, out
        before = 0
        for line in out.splitlines():
            sound, checks, once, found, files = map(int, line.split())
            assert sound
            assert checks == once == found >= before, out
            assert files in {0, 60}
            before, looked = checks, looked + 1
    assert looked >= 15
    for store in stores:
        assert run("sweep", "run", folder, "--store", store)[0] == 1
        whole(store, 60)
        assert {path.name for path in (store / "parts").iterdir()} == {
            part for (part,) in asked(store, "SELECT part FROM checks UNION SELECT part FROM gatherings") if part
        }


def descendants(parent: int) -> list[int]:
    """The processes two levels down: workers are the children of the fork server."""

    def children(pid: int) -> list[int]:
        try:
            told = [one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children")]
        except OSError:
            return []
        return [int(one) for one in " ".join(told).split()]

    return [grand for child in children(parent) for grand in children(child)]


@pytest.mark.skipif(not PROC, reason="children are found in /proc")
def test_fifty_workers_that_die_cost_only_their_files(tmp_path: Path) -> None:
    folder, store = county(tmp_path / "县", 250), tmp_path / "库"
    patient = f"from gouji.sweep import crew; crew.FALSE_STARTS = 1000; {MAIN}"  # those killed at their start are ours
    process = begun("sweep", "run", folder, "--store", store, "--jobs", "2", code=patient)
    chance, killed = random.Random(7), 0  # noqa: S311 - any worker will do
    deadline = time.monotonic() + 90
    while process.poll() is None and killed < 50 and time.monotonic() < deadline:
        time.sleep(0.05)
        if workers := descendants(process.pid):
            try:
                os.kill(chance.choice(workers), (signal.SIGKILL, signal.SIGSEGV)[killed % 2])
            except ProcessLookupError:
                continue
            killed += 1
    out, err = process.communicate(timeout=120)
    assert killed == 50
    assert "Traceback" not in out + err
    found = account(store)
    assert sum(found.values()) == 250, out + err
    assert found.get("failed", 0) <= 25  # each was tried twice
    for (reason,) in asked(store, "SELECT reason FROM documents WHERE outcome = 'failed'"):
        assert "意外结束（SIG" in str(reason)
    assert run("sweep", "run", folder, "--store", store)[0] == 1
    whole(store, 250)


@by_root
def test_a_full_disk_is_one_sentence_and_the_sweep_goes_on_when_there_is_room(tmp_path: Path) -> None:
    folder = county(tmp_path / "县", 6)
    with disk(tmp_path / "盘", "8k") as small:
        for times, size in enumerate(("8k", "48k", "80k", "112k")):
            remount(small, f"size={size}")
            code, told = run("sweep", "run", folder, "--store", small / "库")
            if code == 1 and times > 1:
                break
            assert code == 2, told
            assert "磁盘已满" in told
            assert "Traceback" not in told
            assert told.count("汇总库不能用") == 1
        remount(small, "size=50m")
        assert run("sweep", "run", folder, "--store", small / "库")[0] == 1
        whole(small / "库", 6)


@by_root
def test_no_room_for_what_is_only_passing_is_one_sentence(tmp_path: Path) -> None:
    folder = county(tmp_path / "县", 3)
    with disk(tmp_path / "盘", "16k") as small:
        (small / "占").write_bytes(bytes(12288))
        code, told = run("sweep", "run", folder, "--store", tmp_path / "库", TMPDIR=str(small))
        assert code == 2, told
        assert "磁盘已满" in told
        assert "Traceback" not in told
        assert "自己出了错" not in told
    assert run("sweep", "run", folder, "--store", tmp_path / "库")[0] == 1
    whole(tmp_path / "库", 3)


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="no prlimit here")
def test_a_file_that_may_not_grow_is_one_sentence(tmp_path: Path) -> None:
    folder = county(tmp_path / "县", 3)
    code, told = run("sweep", "run", folder, "--store", tmp_path / "库", by=["prlimit", "--fsize=9000"])
    assert code == 2, told
    assert "汇总库不能用" in told
    assert run("sweep", "run", folder, "--store", tmp_path / "库")[0] == 1
    whole(tmp_path / "库", 3)


@by_root
def test_a_disk_that_may_only_be_read_can_be_asked_and_not_written(tmp_path: Path) -> None:
    folder = county(tmp_path / "县", 3)
    with disk(tmp_path / "盘", "50m") as small:
        assert run("sweep", "run", folder, "--store", small / "库")[0] == 1
        remount(small, "ro")
        for store in (small / "库", small / "新库"):
            code, told = run("sweep", "run", folder, "--store", store)
            assert code == 2
            assert "只读" in told
        code, told = run("sweep", "sql", "SELECT count(*) FROM runs", "--store", small / "库")
        assert (code, told.split()) == (0, ["count_star()", "1"])


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv here")
def test_a_folder_without_the_right_to_write_is_said(tmp_path: Path) -> None:
    folder = county(tmp_path / "县", 3)
    (tmp_path / "库").mkdir(mode=0o555)
    code, told = run("sweep", "run", folder, "--store", tmp_path / "库", by=unprivileged())
    assert code == 2, told
    assert "权限" in told


def unprivileged() -> list[str]:
    """What takes from root the right to open everything; others have none to lose."""
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if ROOT else []


def test_two_sweeps_on_one_store_do_not_mix(tmp_path: Path) -> None:
    folder, store = county(tmp_path / "县", 60), tmp_path / "库"
    first = begun("sweep", "run", folder, "--store", store)
    while not (store / "state.sqlite").exists() and first.poll() is None:
        time.sleep(0.02)
    code, told = run("sweep", "run", folder, "--store", store)
    assert code == 2, told
    assert "另一次汇总正在写" in told
    out, err = first.communicate(timeout=120)
    assert first.returncode == 1, out + err
    whole(store, 60)
    assert asked(store, "SELECT run, state FROM runs") == [(1, "done")]


def test_a_clock_that_goes_back_and_files_from_the_future_change_nothing(tmp_path: Path) -> None:
    folder, store = county(tmp_path / "县", 4), tmp_path / "库"
    for n, moment in enumerate((-5, 0, 4102444800, 32503680000)):
        os.utime(folder / f"第{n}镇.txt", (moment, moment))
    backwards = (
        "import time, datetime, gouji.sweep.running as r; t = [2e9]\n"
        "def back(*a): t[0] -= 86400; return t[0]\n"
        "time.time = back\n"
        "class D(datetime.datetime):\n"
        "    now = classmethod(lambda c, z=None: datetime.datetime.fromtimestamp(back(), z))\n"
        "r.datetime = D\n"
        "from gouji_cli.app import main; main()"
    )
    for _ in range(2):
        process = begun("sweep", "run", folder, "--store", store, code=backwards)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 1, out + err
        whole(store, 4)
    begun_at = [moment for (moment,) in asked(store, "SELECT begun FROM runs ORDER BY run")]
    assert begun_at == sorted(begun_at, key=str, reverse=True)
    code, told = run("sweep", "runs", "--store", store)
    assert code == 0
    assert [line.split("\t")[0] for line in told.splitlines()[1:]] == ["1", "2"]


def swept(folder: Path, store: Path) -> dict[str, int]:
    """The account of a sweep in this process."""
    with writing(store) as one:
        sweep(in_folders([folder]), one, load(), Crew(1))
    return account(store)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda path: path.write_text("望禾镇2022年度报告\n", "utf-8"), "文件还在变"),
        (lambda path: path.write_bytes(path.read_bytes() * 2), "文件还在变"),
        (lambda path: path.unlink(), "没有这个文件"),
        (lambda path: (path.unlink(), path.mkdir()), "这是文件夹"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "这不是普通文件"),
        (lambda path: path.write_bytes(b""), "文件是空的"),
    ],
)
def test_a_file_that_changes_between_seeing_and_checking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object], reason: str
) -> None:
    folder, store = county(tmp_path / "县", 2), tmp_path / "库"

    def seen(path: Path) -> str:
        content = content_of(path)
        if path.name == "第1镇.txt":
            change(path)
        return content

    monkeypatch.setattr(running, "content_of", seen)
    assert swept(folder, store) == {"checked": 1, "failed": 1}
    ((told,),) = asked(store, "SELECT reason FROM documents WHERE outcome = 'failed'")
    assert reason in str(told)
    monkeypatch.undo()
    shutil.rmtree(folder)
    assert swept(county(folder, 2), store) == {"checked": 2}


def test_a_file_that_grows_all_the_time(tmp_path: Path) -> None:
    folder, store = county(tmp_path / "县", 12), tmp_path / "库"
    process = begun("sweep", "run", folder, "--store", store)
    while process.poll() is None:
        with (folder / "第11镇.txt").open("a", encoding="utf-8") as file:
            file.write("。")
        time.sleep(0.02)
    process.communicate(timeout=120)
    assert account(store) in ({"checked": 11, "failed": 1}, {"checked": 12})
    assert run("sweep", "run", folder, "--store", store)[0] == 1
    assert account(store) == {"checked": 12}


def test_what_the_store_has_lost_is_checked_again(tmp_path: Path) -> None:
    folder, store = county(tmp_path / "县", 3), tmp_path / "库"
    swept(folder, store)
    shutil.rmtree(store / "parts")
    swept(folder, store)
    whole(store, 3)


def test_what_no_table_takes_costs_only_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, store = county(tmp_path / "县", 3), tmp_path / "库"
    written = running.write_part

    def refusing(store: object, name: str, tables: dict[str, bytes]) -> str:
        if "第1镇".encode() in tables.get("passages", b""):
            tables = {**tables, "passages": b"{"}
        return written(store, name, tables)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "write_part", refusing)
    assert swept(folder, store) == {"checked": 2, "failed": 1}
    monkeypatch.undo()
    assert swept(folder, store) == {"checked": 3}


def test_workers_that_cannot_start_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.errors import GoujiError  # noqa: PLC0415
    from gouji.sweep import crew  # noqa: PLC0415

    monkeypatch.setattr(crew, "FALSE_STARTS", 2)
    monkeypatch.setattr(crew, "_work", os._exit)  # ends with an error before it is ready
    with pytest.raises(GoujiError, match="进程起不来"):
        swept(county(tmp_path / "县", 3), tmp_path / "库")


def test_a_folder_for_passing_files_with_a_long_name(tmp_path: Path) -> None:
    """The fork server's socket does not fit in there."""
    folder, store, long = county(tmp_path / "县", 3), tmp_path / "库", tmp_path / ("长" * 40)
    long.mkdir()
    code, told = run("sweep", "run", folder, "--store", store, TMPDIR=str(long))
    assert code == 1, told
    whole(store, 3)
    assert list(long.iterdir()) == []

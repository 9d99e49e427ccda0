"""Sweeps on more than one machine: the same findings, nothing lost or twice when a node dies, and plain words for what is wrong."""

from __future__ import annotations

import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from cluster_maker import Cluster, Hosts, reason_for_no_hosts
from store_maker import asked, begun, report, run

ROOT = Path(__file__).parents[2]
MANY = 130


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough reports for several batches, some of them wrong, in a zip, or no reports at all."""
    folder = tmp_path_factory.mktemp("县")
    for n in range(MANY):
        report(folder, f"第{n}镇", right=bool(n % 3))
    with zipfile.ZipFile(folder / "报送.zip", "w") as zipped:
        for n in range(3):
            zipped.write(folder / f"第{n}镇.txt", f"村/第{n}镇-副本.txt")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 40)
    (folder / "长.txt").write_text("长禾镇2023年度报告\n" + "计划改厕320户，实际304户，完成率95%。" * 3000, "utf-8")
    (folder / "说明.exe").write_bytes(b"MZ")
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More reports than are done before something happens."""
    folder = tmp_path_factory.mktemp("省")
    for n in range(400):
        report(folder, f"第{n}镇", right=bool(n % 3))
    return folder


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster on this host with one node, as people start it."""
    with Cluster(tmp_path_factory.mktemp("群") / "本机") as cluster:
        address = cluster.scheduler("127.0.0.1")
        cluster.node("节点", address)
        yield address


def kept(store: Path) -> list[list[tuple[object, ...]]]:
    """What a store holds, but for parts and seconds."""
    return [
        asked(store, f"SELECT * FROM ({query}) ORDER BY ALL")  # noqa: S608 - our own names
        for query in (
            "SELECT * EXCLUDE (part, seconds) FROM checks",
            "SELECT * FROM documents",
            "SELECT * FROM facts",
            "SELECT * FROM findings",
            "SELECT * FROM passages",
            "SELECT * FROM not_run",
        )
    ]


def whole(store: Path, files: int) -> None:
    """Every file is there once and checked, and what was found in it once."""
    assert asked(
        store, "SELECT count(*), count(DISTINCT path) FROM documents WHERE run = (SELECT max(run) FROM runs)"
    ) == [(files, files)]
    assert asked(store, "SELECT count(*), count(DISTINCT check_id) FROM checks WHERE outcome = 'checked'") == [
        (files, files)
    ]
    assert asked(store, "SELECT count(*) FROM (SELECT DISTINCT check_id, number FROM passages)") == asked(
        store, "SELECT count(*) FROM passages"
    )
    assert asked(store, "SELECT count(DISTINCT check_id) FROM passages") == [(files,)]


def test_a_local_cluster_and_the_pool_find_the_same(county: Path, tmp_path: Path) -> None:
    code, _ = run("sweep", "run", county, "--store", tmp_path / "池", "--seconds", "4")
    other, said = run(
        "sweep", "run", county, "--store", tmp_path / "群", "--seconds", "4", "--cluster", "local", "--jobs", "2"
    )
    assert (code, other) == (2, 2), said
    assert "核对超过 4 秒，已停止" in said
    assert kept(tmp_path / "池") == kept(tmp_path / "群")
    (parts,) = asked(tmp_path / "群", "SELECT count(DISTINCT part) FROM checks WHERE part != ''")
    assert parts == (6,)  # batches of 25, not one of them lost


def test_packs_travel_to_the_nodes(scheduler: str, tmp_path: Path) -> None:
    (tmp_path / "县").mkdir()
    report(tmp_path / "县", "望禾镇", right=True)
    pack = tmp_path / "own"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: own\ntitle: 本县\nversion: 0.1.0\napplies: {}\n", "utf-8")
    stores = [tmp_path / "池", tmp_path / "群"]
    for store, words in zip(stores, [(), ("--cluster", scheduler)], strict=True):
        code, told = run("sweep", "run", tmp_path / "县", "--store", store, "--pack", pack, *words)
        assert code == 0, told
    assert kept(stores[0]) == kept(stores[1])


def test_a_node_with_another_gouji_is_refused(county: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "engine" / "gouji", tmp_path / "旧" / "engine" / "gouji")
    (tmp_path / "旧" / "rules").symlink_to(ROOT / "rules")
    with (tmp_path / "旧" / "engine" / "gouji" / "kinds.py").open("a") as changed:
        changed.write("# another one\n")
    with Cluster(tmp_path / "群") as cluster:
        address = cluster.scheduler("127.0.0.1")
        cluster.node("旧", address, roots=str(tmp_path / "旧" / "engine"))
        code, told = run("sweep", "run", county, "--store", tmp_path / "库", "--cluster", address)
    assert code == 2
    assert "上的 gouji 或规则与本机的不同" in told
    assert len(told.strip().splitlines()) == 1, told
    assert not (tmp_path / "库").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cluster", "tcp://127.0.0.1:1"), "连不上集群"),
        (("--cluster", "somewhere"), "连不上集群"),
        (("--cluster", "tls://127.0.0.1:1", "--tls-ca", "没有.pem"), "没有.pem：没有这个文件"),
        (("--cluster", "tcp://127.0.0.1:1", "--tls-ca", "ca.pem"), "只用于 --cluster tls://"),
        (("--tls-ca", "ca.pem"), "只用于 --cluster tls://"),
    ],
)
def test_what_is_wrong_with_a_cluster_is_one_sentence(
    county: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    code, told = run("sweep", "run", county, "--store", tmp_path / "库", *words)
    assert code == 2
    assert said in told
    assert len(told.strip().splitlines()) == 1, told


def until_some(store: Path, process: subprocess.Popen[str]) -> list[tuple[object, ...]]:
    """The checks that a sweep has committed, as soon as there are any."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        if (store / "state.sqlite").exists():
            found = asked(store, "SELECT check_id, part FROM checks")
            if found:
                return found
        time.sleep(0.05)
    process.kill()
    raise AssertionError("".join(map(str, process.communicate())))


def test_a_cluster_that_is_gone_leaves_what_was_finished(many: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    with Cluster(tmp_path / "群") as cluster:
        address = cluster.scheduler("127.0.0.1")
        cluster.node("节点", address)
        process = begun("sweep", "run", many, "--store", store, "--cluster", address)
        before = until_some(store, process)
        cluster.kill("scheduler")
        out, told = process.communicate(timeout=60)
    assert process.returncode == 2, out + told
    assert "与调度器的连接断了" in told
    assert "Traceback" not in told
    assert run("sweep", "run", many, "--store", store)[0] == 1
    assert set(before) <= set(asked(store, "SELECT check_id, part FROM checks"))
    whole(store, 400)


NODES_GONE = """
import sys
from pathlib import Path
from gouji.packs import load
from gouji.store import writing
from gouji.sweep import Crew, in_folders, sweep
from gouji.sweep.cluster import ClusterError, Where, joined
book, crew = load(), Crew()
try:
    with joined(Where(sys.argv[1], patience=2), crew, book) as nodes, writing(Path(sys.argv[3])) as store:
        sweep(in_folders([Path(sys.argv[2])]), store, book, crew, elsewhere=nodes.examined)
except ClusterError as fault:
    print(fault)
"""


def test_a_cluster_without_nodes_is_given_up(many: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    with Cluster(tmp_path / "群") as cluster:
        address = cluster.scheduler("127.0.0.1")
        cluster.node("节点", address)
        process = begun(address, many, store, code=NODES_GONE)
        until_some(store, process)
        cluster.kill("节点")
        told, _ = process.communicate(timeout=60)
    assert "2 秒没有一个节点。已经核对完的都在库里" in told
    assert len(told.strip().splitlines()) == 1, told


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate authority with one certificate, and another that nobody trusts."""
    folder = tmp_path_factory.mktemp("证书")
    for name in ("ours", "theirs"):
        authority = trustme.CA()
        authority.cert_pem.write_to_path(folder / f"{name}-ca.pem")
        made = authority.issue_cert("cluster.invalid")
        made.private_key_and_cert_chain_pem.write_to_path(folder / f"{name}.pem")
    return folder


def tls(folder: Path, name: str, ca: str = "--tls-ca") -> tuple[str, ...]:
    """The flags of gouji, or of Dask with its word for the authority."""
    own = str(folder / f"{name}.pem")
    return (ca, str(folder / f"{name}-ca.pem"), "--tls-cert", own, "--tls-key", own)


@pytest.mark.skipif(bool(reason_for_no_hosts()), reason=reason_for_no_hosts())
def test_a_host_that_dies_takes_nothing_with_it(many: Path, certificates: Path, tmp_path: Path) -> None:
    store = tmp_path / "库"
    flags = tls(certificates, "ours", "--tls-ca-file")
    with Hosts(("desk", "east", "west")) as hosts, Cluster(tmp_path / "群", flags) as cluster:
        address = cluster.scheduler(f"tls://{hosts.address('desk')}", hosts.on("desk"))
        for name in ("east", "west"):
            cluster.node(name, address, hosts.on(name))

        stranger = (
            "sweep",
            "run",
            many,
            "--store",
            tmp_path / "无",
            "--cluster",
            address,
            *tls(certificates, "theirs"),
        )
        code, told = run(*stranger, by=hosts.on("desk"))
        assert (code, "证书不被接受" in told) == (2, True), told

        words = ("sweep", "run", many, "--store", store, "--cluster", address, *tls(certificates, "ours"))
        process = begun(*words, by=hosts.on("desk"))
        before = until_some(store, process)
        hosts.kill("west")
        out, told = process.communicate(timeout=120)
    assert process.returncode == 1, out + told
    assert "Traceback" not in told
    assert len(before) < 400
    assert set(before) <= set(asked(store, "SELECT check_id, part FROM checks"))
    whole(store, 400)

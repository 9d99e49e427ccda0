"""A store filled with made-up rows, of any size, without a sweep: what a county page is tried on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.store import Store, writing
from gouji.store.parts import lines, write_part

# what a report, a file name or a manifest may hold to do harm to a page
WICKED = "</script><script>window.bad=1</script><img src=x onerror=window.bad=1>&\u202e'\"{{data}}"
RATE, SUM = "core-arithmetic/completion-rate", "core-arithmetic/total-eq-parts"
LEVELS = {"error": "errors", "warning": "warnings", "info": "infos"}


@dataclass(frozen=True)
class Made:
    """A file of a run: how it stands and what was found in it."""

    path: str
    unit: str = "望禾镇"
    year: int | None = 2023
    kind: str = "department_whole"
    findings: tuple[Mapping[str, Any], ...] = ()
    outcome: str = "checked"
    standing: str = "latest"
    reason: str = ""
    of: str = ""
    region: str = "青河县"
    not_run: tuple[tuple[str, str, int], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def found(rule: str = "core-arithmetic/completion-rate", severity: str = "error", **other: Any) -> dict[str, Any]:  # noqa: ANN401 - columns of any type
    """A finding as the store keeps it."""
    return {
        "rule": rule,
        "title": "指标完成率等于实际完成值除以目标值",
        "kind": "rate",
        "severity": severity,
        "verdict": "fail",
        "message": "完成率写作98%，按 304户 ÷ 320户 应为 95%",
        "working": "304户 / 320户 = 95%，报告写 98%",
        "note": "",
        "identity": "f00d",
        "basis": "算术：完成率是实际与目标之比",
        "place": "第 3 段",
        "quote": "98%",
        "sentence": "已改建户厕304户，指标完成率98%。",
        "repair": "完成率 98% → 95%",
        **other,
    }


def crossed(number: int = 1, **other: Any) -> dict[str, Any]:  # noqa: ANN401
    """A finding across reports as the store keeps it, but for its run."""
    return {
        "number": number,
        "region": "青河县",
        "year": 2023,
        "rule": "cross-report/text-copied",
        "title": "各单位的文字不应照抄",
        "severity": "error",
        "verdict": "fail",
        "message": "两份报告有 5 段文字相同",
        "working": "相同 5 段，共 40 段",
        "note": "",
        "identity": "cafe",
        "basis": "各单位自评应据实填写",
        "units": ["望禾镇", "清溪镇"],
        "cites": [
            {"path": "望禾镇.docx", "name": "甲", "text": "聘请护河员23名"},
            {"path": "清溪镇.docx", "name": "乙", "text": "聘请护河员23名"},
        ],
        **other,
    }


def absent(unit: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401
    """That a unit of the roster has handed in nothing."""
    told = {
        "rule": "cross-report/report-missing",
        "title": "应报的单位都已报送",
        "message": f"“{unit}”列在名册上，没有收到它的自评报告",
        "working": "",
        "identity": f"m{unit}",
        "units": [unit],
        "cites": [{"path": "名册", "name": "名册", "text": unit}],
    }
    return crossed(99, **{**told, **other})


def add_run(  # noqa: PLR0913 - each a thing a run may have, by its name
    store: Store,
    files: Iterable[Made],
    *,
    crossings: Iterable[Mapping[str, Any]] = (),
    roster: Iterable[tuple[str, str]] = (),
    state: str = "done",
    rules: str = "r1",
) -> int:
    """A run with these files; its number. Of files with one path and content the check is known already."""
    files = list(files)
    begun = "INSERT INTO runs (begun, ended, state, version, rules) VALUES ('2026-03-20T08:00:00+00:00', '2026-03-20T08:10:00+00:00', ?, '0.1.0', ?) RETURNING run"
    run = int(store.rows(begun, (state, rules))[0]["run"])
    checks = [(f"{run}-{n}", one) for n, one in enumerate(files)]
    tables = {
        "findings": lines(
            {"check_id": check, "number": k, **f} for check, one in checks for k, f in enumerate(one.findings, 1)
        ),
        "not_run": lines(
            {"check_id": check, "rule": r, "reason": why, "times": t}
            for check, one in checks
            for r, why, t in one.not_run
        ),
    }
    part = write_part(store, f"{run:05}-made", tables)
    store.insert("checks", (_check(check, one, part) for check, one in checks if one.outcome == "checked"))
    store.insert("documents", (_document(run, check, one) for check, one in checks))
    store.insert("roster", ({"run": run, "unit": unit, "region": region} for unit, region in roster))
    for number, (at, rows) in enumerate(_gathered(crossings).items()):
        name = f"{run}-{number}"
        part = write_part(
            store, f"{run:05}-gathered{number}", {"crossings": lines({"gathering": name, **row} for row in rows)}
        )
        gathering = {"run": run, "gathering": name, "region": at[0], "year": at[1], "outcome": "checked", "part": part}
        store.insert("gatherings", [gathering])
    return run


def _gathered(crossings: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, Any], list[dict[str, Any]]]:
    """Findings across reports by region and year, without these."""
    found_: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for row in crossings:
        bare = {name: value for name, value in row.items() if name not in {"region", "year"}}
        found_.setdefault((row["region"], row["year"]), []).append(bare)
    return found_


def _check(check: str, one: Made, part: str) -> dict[str, Any]:
    counts = dict.fromkeys(("errors", "warnings", "reviews", "infos"), 0)
    for f in one.findings:
        counts["reviews" if f["verdict"] == "review" else LEVELS[f["severity"]]] += 1
    figures = {
        "numbers": 40,
        "checked": 20,
        "contradicted": len(one.findings),
        "unchecked": 8,
        "identifiers": 10,
        "unread": 2,
    }
    return {
        "check_id": check,
        "content": check,
        "version": "v",
        "rules": "r",
        "outcome": "checked",
        "part": part,
        "title": f"{one.unit}自评报告",
        **figures,
        **counts,
        **one.extra,
    }


def _document(run: int, check: str, one: Made) -> dict[str, Any]:
    return {
        "run": run,
        "path": one.path,
        "outcome": one.outcome,
        "reason": one.reason,
        "check_id": check,
        "unit": one.unit,
        "region": one.region,
        "year": one.year,
        "kind": one.kind,
        "standing": one.standing if one.outcome == "checked" else "",
        "of": one.of,
    }


def big(folder: Path, reports: int, each: int) -> Path:
    """A store of so many reports with so many findings each, in words that differ, of two hundred units."""
    rules = [(f"core-arithmetic/made-{n}", f"第{n}条编出来的规则：合计等于分项之和") for n in range(60)]

    def finding(n: int) -> dict[str, Any]:
        rule, title = rules[n * n % 60]
        a, b = 100 + n * 7919 % 9901, 1 + n * 104729 % 997
        severity = ("error", "warning", "warning", "info")[n % 4]
        return found(
            rule,
            severity,
            title=title,
            message=f"合计写作{a + b + 1}万元，各分项相加为 {a + b} 万元，差 1 万元",
            working=f"{a}万元 + {b}万元 = {a + b}万元，报告写 {a + b + 1}万元，差 1万元",
            identity=f"{n:x}",
            place=f"表 {n % 9 + 1} 第 {n % 30 + 1} 行第 {n % 7 + 1} 列",
            quote=f"{a + b + 1}万元",
            sentence=f"（{n % 17}）全年安排基本支出{a}万元、项目支出{b}万元，合计{a + b + 1}万元，其中第{n % 12 + 1}季度拨付{a % 91}%，主要用于{n % 23}个村的道路、渠道和路灯的维修养护，受益群众{n * 31 % 7919}户。",
            repair=f"合计 {a + b + 1}万元 → {a + b}万元",
        )

    def made(n: int) -> Made:
        unit = f"第{n % 200}镇"
        findings = tuple(finding(n * each + k) for k in range(each))
        return Made(
            f"/送审/{unit}/{n}-2023年度项目支出绩效自评报告.docx",
            unit,
            2023,
            ("department_whole", "project")[n % 2],
            findings,
        )

    with writing(folder) as store:
        add_run(
            store,
            map(made, range(reports)),
            roster=[(f"第{n}镇", "青河县") for n in range(205)],
            crossings=[absent(f"第{n}镇") for n in range(200, 205)],
        )
    return folder

"""Forms behind a report: what one on a project scores is the project's; one on the unit itself must agree with the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checker import check
from gouji.packs import load

REPORT = """# 清溪镇2023年度部门整体支出绩效自评报告

全年预算1000万元，实际支出620万元，执行率62%。

对照指标，投入得14分，过程得27分，产出得28分，效益得24分，自评总得分93分，等级为“优”。
"""
FORM = """
## {title}

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
|---|---|---|---|---|---|---|
{head}| 产出指标 | 数量指标 | 渠道长度 | 12公里 | 12公里 | 40 | 40 |
| 产出指标 | 质量指标 | 验收合格率 | 100% | 100% | 30 | 30 |
| 效益指标 | 社会效益 | 受益农户 | 300户 | 300户 | 30 | {last} |
| 总分 | | | | | 100 | {total} |
"""
PROJECT = "| 项目名称 | {name} | | | | | |\n| 说明 | 项目自评总分{total}分，资金使用规范。 | | | | | |\n"


def loud(tmp_path: Path, text: str) -> set[str]:
    """The rules that a report breaks, proven."""
    path = tmp_path / "报告.md"
    path.write_text(text, "utf-8")
    return {f.rule.id for f in check(path, load()).findings if f.verdict == "fail" and f.severity != "info"}


@pytest.mark.parametrize("names", [["渠道整治"], ["渠道整治", "安全饮水"], ["渠道整治", "安全饮水", "公厕改造"]])
def test_what_a_project_scores_is_not_the_units(tmp_path: Path, names: list[str]) -> None:
    forms = [
        FORM.format(
            title="项目支出绩效自评表", head=PROJECT.format(name=name, total=100 - n), last=30 - n, total=100 - n
        )
        for n, name in enumerate(names)
    ]
    assert not loud(tmp_path, REPORT + "".join(forms)) & {"same-figure-agrees", "score-exec-gap", "total-score-sum"}


def test_a_report_that_does_not_say_of_what_kind_it_is(tmp_path: Path) -> None:
    form = FORM.format(title="项目支出绩效自评表", head=PROJECT.format(name="渠道整治", total=99), last=29, total=99)
    report = REPORT.replace("部门整体支出绩效自评报告", "绩效评价工作报告").replace(
        "\n\n对照", "\n\n资金使用合规，管理制度健全，项目按期实施。" * 9 + "\n\n对照"
    )
    assert "same-figure-agrees" not in loud(tmp_path, report + form)


def test_the_report_on_a_project_agrees_with_its_form(tmp_path: Path) -> None:
    form = FORM.format(title="项目支出绩效自评表", head=PROJECT.format(name="渠道整治", total=99), last=29, total=99)
    report = REPORT.replace("2023年度部门整体支出绩效自评报告", "渠道整治项目支出绩效自评报告")
    assert "same-figure-agrees" in loud(tmp_path, report + form)


def test_a_projects_form_still_adds_up_by_itself(tmp_path: Path) -> None:
    form = FORM.format(title="项目支出绩效自评表", head=PROJECT.format(name="渠道整治", total=99), last=27, total=99)
    assert "total-score-sum" in loud(tmp_path, REPORT + form)

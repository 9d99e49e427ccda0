"""What a report says of all its goals at once, against the one it did not reach."""

from __future__ import annotations

import pytest
from tests.telling import TITLE, loud_findings

UNMET = "危房改造目标40户，实际完成38户，完成率95%，主要原因是2户外出，已列入下年计划。"
RULE = "all-goals-met-claimed"


def accused(text: str) -> bool:
    """Whether a text is said to claim what its figures contradict."""
    title = TITLE.split("\n", maxsplit=1)[0] + "\n一、总体情况\n"
    return RULE in {f.rule.id for f in loud_findings(text, title)}


@pytest.mark.parametrize(
    "claim",
    [
        "年初设定的绩效目标全部完成。",
        "各项绩效指标均已完成，未发现未完成的指标。",
        "年度绩效指标全部完成。",
        "综上所述，2023年度各项绩效目标均已圆满实现。",
        "全部指标均达到年初目标值。",
        "经自评，17项指标全部达标，等次为优。",
    ],
)
def test_all_goals_are_said_to_be_reached_though_one_was_not(claim: str) -> None:
    assert accused(f"{claim}\n{UNMET}")
    assert not accused(f"{claim}\n{UNMET.replace('38户', '43户').replace('95%', '107.5%')}")


@pytest.mark.parametrize(
    "claim",
    [
        "各项绩效指标基本完成。",
        "除危房改造外，各项绩效指标均已完成。",
        "各项绩效指标均已完成，但危房改造略有差距。",
        "产出方面，各项指标均已完成。",
        "2022年各项绩效指标均已完成。",
        "确保各项绩效指标全部完成。",
        "道路硬化项目绩效目标全部完成。",
        "重点工作任务全部完成。",
        "各项绩效目标完成率均达到90%以上。",
        "12项指标中11项全部完成。",
        "各项绩效指标均已按要求公开。",
        "所有绩效目标均已分解到各科室，全部完成备案。",
        "各项绩效指标均完成审核。",
        "下一步，力争各项绩效目标全部完成。",
        "各项绩效指标均已完成。危房改造有2户经批准调整。",
        "（一）产出指标\n各项绩效指标均已完成。\n（二）其他指标",
    ],
)
def test_some_goals_or_other_matters_are_not_all_goals(claim: str) -> None:
    assert not accused(f"{claim}\n{UNMET}")

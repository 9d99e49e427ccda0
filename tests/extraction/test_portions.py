from __future__ import annotations

import pytest
from tests.extraction.listing import sums

CASES = {
    "a bracket": ("全镇现有床位340张（公办215张、民办125张）。", [("340张", "215张+125张", "全")]),
    "names that end alike": (
        "机关编制28名（行政编制22名，工勤编制6名）。",
        [("28名", "22名+6名", "全")],
    ),
    "其中 in a bracket": ("现有人员96人（其中驻村12人）。", [("96人", "12人", "部分")]),
    "项目支出中": (
        "项目支出300万元。项目支出中，道路建设180万元、水利维修90万元，余下30万元用于绿化。",
        [("300万元", "180万元+90万元+30万元", "全")],
    ),
    "a scale of answers": (
        "走访群众200人，“满意”150人、“基本满意”38人、“不满意”12人。",
        [("200人", "150人+38人+12人", "全")],
    ),
    "basic and project spending": (
        "2022年支出合计900万元，同比增长3%。基本支出600万元，项目支出300万元。",
        [("900万元", "600万元+300万元", "全")],
    ),
    "those who passed": ("商户代表60人，满意58人。", [("60人", "58人", "部分")]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_parts_without_words_that_open_a_list(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert expected[0] in sums(text)


@pytest.mark.parametrize(
    "text",
    [
        "很满意300人、满意350人。",
        "计划抽检90批次，合格95批次。",
        "支出合计900万元。基本支出600万元，项目支出250万元，经营支出50万元。",
        "集中供养对象30人。供养中心新增床位12张。",
    ],
)
def test_figures_that_are_not_wholes_and_parts(text: str) -> None:
    assert not sums(text)


def test_whatever_was_graded_has_a_grade() -> None:
    assert ("15个", "11个+3个+1个", "全") in sums("对15个项目开展自评，优11个、良3个、中1个。")
    assert not sums("抽查项目15个，优11个。")
    assert sums("申报项目15个，其中优11个、良3个。") == [("15个", "11个+3个", "部分")]


def test_within_the_named_account() -> None:
    assert ("60万元", "45万元+15万元", "全") in sums("基本支出60万元。基本支出里，人员经费45万元、公用经费15万元。")


def test_those_settled_are_of_what_came_in() -> None:
    text = "全年收到来信41件，来电22件，上级转办15件，现场接待18件，办结35件。"
    assert not [s for s in sums(text) if s[1] == "35件"]
    assert sums("全年接到投诉41件，办结35件。") == [("41件", "35件", "部分")]

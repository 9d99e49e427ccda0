"""Clean text keeps every character's place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extraction.reading import document

from gouji.extraction.passages import passages

WRAPPED = (
    "全镇上下以项目建设为牵引，把改善群众出行条件放在首位，先后组织三轮实地\n"
    "踏勘，与沿线农户逐一签订协议，全年硬化村组道路38.6公里，其中东片14.2公\n"
    "里、西片24.4公里，较计划多出2.6公里。施工期间未发生安全责任事故，群众\n"
    "投诉比上一年度减少。道路两侧同步栽植行道树，由各村组分段管护，并将管护\n"
    "责任写入村规民约，做到有路必养、养必到位。沿线新装路灯由受益村民小组负\n"
    "责日常看护，电费从村级运转经费中列支，每季度公示一次，接受村民监督和镇\n"
    "财政所抽查，发现问题当场登记并限期整改，整改结果在村务公开栏张贴，方便\n"
    "群众随时查看了解，镇纪委同步跟进监督检查，对落实不到位的村组及时进行约\n"
    "谈提醒，确保各项管护措施真正落到实处、见到成效。\n"
    "二、其他事项"
)


def test_hard_wrapped_lines_are_joined_inside_a_unit() -> None:
    first = passages(document(WRAPPED))[0].text
    assert "东片14.2公里、西片24.4公里" in first


def test_a_new_heading_is_never_joined() -> None:
    assert passages(document(WRAPPED))[-1].label == "二、"


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("种植 4.8 万 亩", "种植4.8万亩"),
        ("种植４．８万亩", "种植4.8万亩"),
        ("护林员１，１６５名", "护林员1,165名"),
        ("[bookmark: _GoBack]共3人", "共3人"),
        ("名称：甲镇　　编码：417", "名称：甲镇　编码：417"),
    ],
)
def test_clean_text(printed: str, clean: str) -> None:
    assert passages(document(printed))[0].text == clean


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("（一）收入", "（一）"),
        ("1、概况", "1、"),
        ("3.1.2数量", "3.1.2"),
        ("①早稻", "①"),
        ("第三条资金", "第三条"),
        ("33.6万人次", ""),
    ],
)
def test_labels(line: str, label: str) -> None:
    assert passages(document(line))[0].label == label


@given(st.text(alphabet="一二三公里万元 　0123456789.,，。１２％\n（）a", min_size=1, max_size=120))
def test_every_clean_character_points_at_its_own(text: str) -> None:
    doc = document(text)
    for passage in passages(doc):
        assert len(passage.offsets) == len(passage.text)
        assert list(passage.offsets) == sorted(set(passage.offsets))
        for char, offset in zip(passage.text, passage.offsets, strict=True):
            printed = doc.text[offset]
            assert printed == char or printed.isspace() or printed in "１２％．，,."


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("办结案件76件,化解率96.2%.", "办结案件76件，化解率96.2%。"),
        ("支出1,531.23万元,其中", "支出1,531.23万元，其中"),
        ("支出1，531.23万元", "支出1,531.23万元"),
        ("新建12个，300米以外不计", "新建12个，300米以外不计"),
        ("得分93，100分为满分", "得分93，100分为满分"),
        ("1. 6.26国际禁毒日宣传", "1.6.26国际禁毒日宣传"),
        ("一.概况", "一.概况"),
    ],
)
def test_half_width_stops_are_full_ones(printed: str, clean: str) -> None:
    assert passages(document(printed))[0].text == clean


def test_a_blank_after_a_list_number_parts_it_from_a_figure() -> None:
    assert passages(document("1. 6.26国际禁毒日宣传覆盖面"))[0].label == "1."


def test_rows_between_pipes_are_never_joined() -> None:
    rows = [f"产出|数量|指标第{n}项的名称写得比较长的一行|≥{n}0处|{n}1处|5|5.0|另有说明文字" for n in range(1, 12)]
    assert len(passages(document("\n".join(rows)))) == len(rows)

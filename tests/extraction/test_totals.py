from __future__ import annotations

import pytest
from tests.extraction.listing import sums

CASES = {
    "合计": ("修建便桥3座，加固旧桥14座，合计17座。", ("17座", "3座+14座", "全")),
    "共计, in Chinese numerals": (
        "种植茶树一千二百亩、板栗八百亩，共计二千亩。",
        ("二千亩", "一千二百亩+八百亩", "全"),
    ),
    "分别": (
        "投诉、举报分别为230件、115件，共345件。",
        ("345件", "230件+115件", "全"),
    ),
    "in brackets": (
        "城镇低保（120户、210人）、农村低保（900户、1,500人），合计1,020户、1,710人。",
        ("1,710人", "210人+1,500人", "全"),
    ),
    "两项合计": (
        "茶叶、竹笋分别实现产值2.4亿元、1.3亿元，两项合计3.7亿元。",
        ("3.7亿元", "2.4亿元+1.3亿元", "全"),
    ),
    "named ones": (
        "“很好”60人、“较好”25人、“一般”15人。“很好”与“较好”合计85人。",
        ("85人", "60人+25人", "全"),
    ),
    "staff of two offices": (
        "机关编制10名，实有9人；下属单位编制20名，实有18人。两级合计实有27人。",
        ("27人", "9人+18人", "全"),
    ),
    "budget as adjusted": (
        "年初预算500万元，年中追加120万元，调减20万元，全年预算600万元。",
        ("600万元", "500万元+120万元+-20万元", "全"),
    ),
    "what there was and what is new": (
        "全县现有文化礼堂8个。\n明年新建文化礼堂3个，使总数达到11个。",
        ("11个", "8个+3个", "全"),
    ),
    "items told in two figures each": (
        "高龄补贴全年80万元；护理补贴分一级、二级，全年分别为30万元、20万元。两项合计130万元。",
        ("130万元", "80万元+30万元+20万元", "全"),
    ),
    "the whole before a colon is no part": (
        "25座水闸分批改造：第一批10座，第二批8座，合计18座。",
        ("18座", "10座+8座", "全"),
    ),
    "下达 is no target": (
        "中央下达60万元，省级下达30万元，县级配套10万元，三项共100万元。",
        ("100万元", "60万元+30万元+10万元", "全"),
    ),
    "prices are no parts": (
        "建棚40万元（20座，每座2万元）、种草30万元（300亩，每亩0.1万元），合计70万元。",
        ("70万元", "40万元+30万元", "全"),
    ),
    "以上三项 after numbered paragraphs": (
        "具体为：\n1.修路支出30万元；\n2.修渠支出20万元；\n3.绿化支出10万元。\n以上三项合计60万元。",
        ("60万元", "30万元+20万元+10万元", "全"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_total_closes_the_list_before_it(text: str, expected: tuple[str, str, str]) -> None:
    got = [(t, p.replace("--", "-"), s) for t, p, s in sums(text)]
    assert (expected[0], expected[1].replace("+-", "+-"), expected[2]) in got


def test_a_mixed_list_forces_nothing() -> None:
    assert ("9株", "4株+3株+2株", "全?") in sums("栽桃4株、梨3株，李2株，共计9株。")


@pytest.mark.parametrize(
    "text",
    [
        "全年支出合计900万元。",
        "计划修路30公里，共修28公里。",
        "收到来信12件，来访30件，共办结40件。",
        "年初预算500万元，全年支出480万元。",
        "实际均价52万元，另，圈棚每座1.2万元，624座共748.8万元。",
    ],
)
def test_no_list_no_sum(text: str) -> None:
    assert not sums(text)

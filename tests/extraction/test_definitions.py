from __future__ import annotations

import pytest
from tests.extraction.listing import remainders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设备原值90万元，累计折旧30万元，净值60万元。", "90万元-30万元=60万元"),
        ("资产总额500万元，比年初480万元增加20万元；负债总额200万元；净资产300万元。", "500万元-200万元=300万元"),
        ("工程送审金额80万元，审定75万元，核减5万元。", "80万元-75万元=5万元"),
    ],
)
def test_the_names_define_the_difference(text: str, expected: str) -> None:
    assert expected in remainders(text)


@pytest.mark.parametrize(
    "text",
    [
        "设备原值90万元，净值60万元。",
        "甲楼原值90万元、乙楼原值50万元，累计折旧30万元，净值110万元。",
        "资产总额500万元。负债总额200万元。净资产300万元。",
    ],
)
def test_each_name_once_in_one_sentence(text: str) -> None:
    assert not remainders(text)

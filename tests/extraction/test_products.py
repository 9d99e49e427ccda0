"""Means multiplied by counts, and two means of one sum."""

from __future__ import annotations

import pytest
from tests.extraction.reading import stated, unsure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("按户均增收820元测算，1.5万户每年可增收1,230万元。", [("820元", "1.5万户", "1,230万元")]),
        ("每亩补助150元，2.4万亩共补助360万元。", [("150元", "2.4万亩", "360万元")]),
        # another noun, another count, an income that is surveyed, another sentence
        ("按户均增收820元测算，1.5万户共缴费1,230万元。", []),
        ("按户均增收820元测算，1.5万亩每年可增收1,230万元。", []),
        ("人均可支配收入8,200元，1.5万人可支配收入合计1.23亿元。", []),
        ("按户均增收820元测算。1.5万户每年可增收1,230万元。", []),
    ],
)
def test_product(text: str, told: list[tuple[str, str, str]]) -> None:
    assert stated(text, "unit_price", "divisor", "amount") == told


def test_only_words_of_reckoning_force_a_product() -> None:
    assert not unsure("按户均增收820元测算，1.5万户每年可增收1,230万元。")
    assert unsure("按户均增收约820元测算，1.5万户每年可增收1,230万元。")
    assert unsure("每亩补助150元，2.4万亩共补助360万元。")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "补贴惠及1,200户、4,000人。\n按1,200户计，户均领取500元，人均150元。",
            [("500元", "1,200户", "4,000人", "150元")],
        ),
        (
            "补贴惠及1,200户4,000人，其中脱贫户300户800人。\n按1,200户计，户均领取500元、人均为150元。",
            [("500元", "1,200户", "4,000人", "150元")],
        ),
        # no people beside the households, two numbers of people, a noun of its own
        ("补贴惠及1,200户。\n全镇4,000人。\n按1,200户计，户均领取500元，人均150元。", []),
        ("惠及1,200户、4,000人。\n涉及1,200户、4,100人。\n按1,200户计，户均领取500元，人均150元。", []),
        ("补贴惠及1,200户、4,000人。\n按1,200户计，户均领取500元，人均住房面积42平方米。", []),
    ],
)
def test_two_means_of_one_sum(text: str, told: list[tuple[str, str, str, str]]) -> None:
    assert stated(text, "unit_price", "claimed_count", "divisor", "average") == told

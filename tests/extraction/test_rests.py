from __future__ import annotations

import pytest
from tests.extraction.listing import remainders, sums


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("84个网点中配备电子秤的71个，占84.52%；其余13个为代销点。", "84个-71个=13个"),
        ("在册船只40艘中，已改造31艘，其余9艘明年改造。", "40艘-31艘=9艘"),
        ("84个网点中配备电子秤的71个，其中城区30个；其余13个为代销点。", "84个-71个=13个"),
    ],
)
def test_the_rest_of_a_whole(text: str, expected: str) -> None:
    assert expected in remainders(text)


def test_the_other_half_of_a_pair() -> None:
    assert "90万元-60万元=30万元" in remainders("全年支出90万元中，基本支出60万元，占67%；项目支出30万元，占33%。")


def test_what_was_not_done_closes_what_was() -> None:
    assert ("15项", "8项+6项+1项", "全") in sums("15项工作中提前完成8项、如期完成6项、未完成1项。")


def test_several_and_the_rest_are_the_whole() -> None:
    assert ("50户", "20户+18户+12户", "全") in sums("50户样本户中，种稻20户、养蚕18户，其余12户外出务工。")


@pytest.mark.parametrize(
    "text",
    [
        "检查网点84个，整改71个，占84.52%。",
        "检查网点84个中，整改71个，另评优13个。",
        "中标71万元；其余13万元下年支付。",
        "84个网点比上年的71个多，其余13个为代销点。",
    ],
)
def test_without_a_whole_nothing_is_left(text: str) -> None:
    assert not remainders(text)

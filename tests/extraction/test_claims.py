"""What a report says of its own results."""

from __future__ import annotations

import pytest
from tests.extraction.reading import document, vocabulary

from gouji.extraction import read_prose
from gouji.extraction.claims import Claim, claim_words, claims_in, why
from gouji.fact import Profile


def claims(text: str) -> list[Claim]:
    prose = read_prose(document(text), vocabulary(), Profile())
    passage = prose.readings[0].passage
    return list(claims_in(passage, 0, len(passage.text), claim_words(prose)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("办结率94.8%，达到目标要求。", "达成"),
        ("各项工作已圆满完成，完成了指标要求。", "达成"),
        ("招生520人，正好完成。", "达成"),
        ("拨付进度与计划一致。", "达成"),
        ("两项均已达标。", "达成"),
        ("超额完成年度计划。", "超预期"),
        ("增长15%，超出年初预期。", "超预期"),
        ("超额完成县里下达的任务。", "超预期"),
        ("未达到预期目标。", "承认不足"),
        ("达标率92%，未达目标。", "承认不足"),
        ("没有完成计划。", "承认不足"),
        ("未完成的2座因线路变更顺延。", "承认不足"),
        ("，差3个。", "承认不足"),
        ("基本达成指标要求。", "部分达成"),
        ("未完全完成指标要求。", "承认不足"),
    ],
)
def test_classes(text: str, says: str) -> None:
    assert says in {s for c in claims(text) for s in c.says}


@pytest.mark.parametrize(
    "text",
    [
        "完成目标60万头的94%。",
        "完成年度目标600人的101.7%。",
        "预计能够顺利完成征缴任务。",
        "力争完成全年目标。",
        "为完成目标任务，召开调度会。",
        "指标完成率95%。",
        "完成投资3亿元。",
    ],
)
def test_what_claims_nothing(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("主要是原水浊度高。", "有实质原因"),
        ("受疫情影响。", "有实质原因"),
        ("因设备采购流标，延至3月完工。", "有实质原因"),
        ("差3个系村部重建影响选址。", "有实质原因"),
        ("差600册系供应商发货延迟。", "有实质原因"),
        ("未完成原因：无。", "空话"),
    ],
)
def test_reasons(text: str, says: str) -> None:
    prose = read_prose(document(text), vocabulary(), Profile())
    passage = prose.readings[0].passage
    found = list(why(passage, 0, len(passage.text), claim_words(prose)))
    assert found[0].role == "deviation_reason"
    assert found[0].says == (says,)

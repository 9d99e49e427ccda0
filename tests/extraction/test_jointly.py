from __future__ import annotations

import pytest
from tests.extraction.listing import sums


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "肺病患者建档管理58人，其中好转36人；肾病患者建档管理19人，其中好转11人。两类患者合计管理77人。",
            ("77人", "58人+19人", "全"),
        ),
        (
            "与上年相比，会议支出增加12万元，增长3%；差旅支出增加30万元，增长8%；合计增加42万元。",
            ("42万元", "12万元+30万元", "全"),
        ),
        (
            "会议支出增加12万元，其中住宿增加5万元；差旅支出减少30万元；两项合计减少18万元。",
            ("18万元", "-12万元+30万元", "全"),
        ),
    ],
)
def test_sums_said_of_things_named_before(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in [(t, p.replace("--", "-"), s) for t, p, s in sums(text)]


@pytest.mark.parametrize(
    "text",
    [
        "肺病患者建档管理58人，肾病患者建档管理19人。三类患者合计管理90人。",
        "会议支出增加12万元；合计增加42万元。",
        "会议支出12万元；差旅支出增加30万元；合计增加42万元。",
    ],
)
def test_not_as_many_as_the_words_say(text: str) -> None:
    assert not [t for t in sums(text) if t[2] == "全"]

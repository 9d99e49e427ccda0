"""Deadlines: the date until which, the date when, and the words that say in time."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set, groups, unsure

TITLE = "云台县水务局2023年度部门整体支出绩效自评报告\n"


def kept(text: str) -> list[tuple[str, str, str]]:
    """Deadline, date and claim of each statement, in a report on 2023."""
    return [
        (group["deadline"][0].text, group["done_date"][0].text, group["claim"][0].text)
        for group in groups(TITLE + text)
        if "deadline" in group
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "泵站应于2023年9月30日前竣工，实际于2023年11月12日竣工，如期完成。",
            [("2023年9月30日", "2023年11月12日", "如期")],
        ),
        ("要求6月底前拨付到位，7月5日拨付完毕，均按时完成。", [("6月底", "7月5日", "按时")]),
        (
            "规定2023年4月10日前报送，东河乡4月6日报送，西河乡4月15日报送，均按期。",
            [("2023年4月10日", "4月6日", "按期"), ("2023年4月10日", "4月15日", "按期")],
        ),
        # admitted, not said, no day to hold it to, two deadlines, a plan
        ("泵站应于9月30日前竣工，实际11月12日竣工，未能按期完成。", []),
        ("泵站应于9月30日前竣工，实际11月12日竣工，逾期43天。", []),
        ("泵站应于9月30日前竣工，实际11月12日竣工。", []),
        ("泵站应于9月前竣工，实际9月12日竣工，按期完成。", []),
        ("泵站应于9月30日前竣工，水闸应于10月31日前竣工，实际10月12日竣工，按期完成。", []),
        ("泵站应于9月30日前竣工，确保按期完成。", []),
        ("泵站应于9月30日前竣工，8月3日召开调度会，按期完成。", []),
    ],
)
def test_deadline(text: str, told: list[tuple[str, str, str]]) -> None:
    assert kept(text) == told


def test_a_claim_with_a_subject_of_its_own_is_left_open() -> None:
    text = TITLE + "项目应于9月30日前竣工，附属工程11月12日竣工，主体工程按期完工。"
    assert kept(text[len(TITLE) :])
    assert unsure(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "要求收到申请后20日内办结，三件分别用时12天、18天、24天，均在规定时限内。",
            [("12天", "20日"), ("18天", "20日"), ("24天", "20日")],
        ),
        ("规定10个工作日内答复，实际用时14个工作日，按时答复。", [("14个工作日", "10个工作日")]),
        ("要求20日内办结，用时12天。", []),
        ("要求20日内办结，用时24天，超期4天，其余在规定时限内。", []),
        ("要求20日内办结，用时24小时，在规定时限内。", []),
    ],
)
def test_durations(text: str, told: list[tuple[str, str]]) -> None:
    found = [
        (group["measured"][0].text, group["limit"][0].text)
        for group in groups(TITLE + text)
        if "measured" in group and "limit" in group
    ]
    assert found == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("决算报表已于2023年2月18日经财政局汇总。", ["2023年2月18日"]),
        ("2023年3月，自评结果经主管部门复核确认。", []),  # the clause of the date names nothing
        ("自评报告于2024年3月6日经党组会审议通过。", ["2024年3月6日"]),
        ("2022年度部门决算于2023年8月经财政局审核。", []),
        ("自评报告于2023年3月公开。", []),
    ],
)
def test_done_once_the_year_is_over(text: str, told: list[str]) -> None:
    assert [f.text for f in fact_set(TITLE + text).facts if f.role == "done_date"] == told


def test_accounts_of_another_report_may_be_last_years() -> None:
    assert unsure(TITLE + "决算报表已于2023年2月18日经财政局汇总。")
    assert not unsure(TITLE + "自评报告已于2023年2月18日经财政局审核。")

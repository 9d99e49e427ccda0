from __future__ import annotations

import pytest
from tests.extraction.listing import remainders

CASES = {
    "balance": ("到位资金960万元，支出910万元，结余50万元。", "960万元-910万元=50万元"),
    "left to do": ("计划改厕150座，实际完成142座，剩余8座。", "150座-142座=8座"),
    "not done": ("重点任务30项，按时完成27项，未能按时完成的3项。", "30项-27项=3项"),
    "posts": ("核定编制45名，实有41人，空编4名。", "45名-41人=4名"),
    "net growth": ("新登记、注销分别为700户、260户，净增440户。", "700户-260户=440户"),
    "net fall": ("新增对象（310人），退出（402人），净减少92人。", "402人-310人=92人"),
    "above target": ("年初目标60场，全年演出66场，超出6场。", "66场-60场=6场"),
    "of the whole unit, told over paragraphs": (
        "2022年收入合计800万元。\n本年支出合计760万元，当年收支结余40万元。",
        "800万元-760万元=40万元",
    ),
    "as adjusted": (
        "年初文化专项预算200万元，调整后260万元，当年文化专项支出250万元。\n文化专项年末结转10万元。",
        "260万元-250万元=10万元",
    ),
    "by the name of an item": (
        "专项资金预算500万元。其中：渠道清淤改造200万元，支出170万元；泵站维修300万元，支出300万元。\n渠道清淤改造项目结余30万元。",
        "200万元-170万元=30万元",
    ),
    "of which 项目支出 much later": (
        "其中：基本支出预算90万元，执行90万元；项目支出预算310万元，执行290万元。\n二、问题\n项目支出中仍有20万元未形成支出。",
        "310万元-290万元=20万元",
    ),
    "the same whole named again": (
        "旧小区改造。涉及小区25个，年底完工20个。其余5个明年完工。\n问题：旧小区25个中，5个未按期完工。",
        "25个-20个=5个",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_remainder_finds_its_two_figures(text: str, expected: str) -> None:
    assert expected in [found.rstrip("?") for found in remainders(text)]


def test_both_equal_wholes_are_readings() -> None:
    assert remainders("水利资金预算960万元，到位960万元；支出910万元。水利资金尚有50万元未支出。")[0].endswith(
        "-910万元=50万元"
    )


@pytest.mark.parametrize(
    "text",
    [
        "上年结转20万元，本年收入500万元，支出510万元，结余10万元用于次年。",
        "结余资金30万元已上缴。",
        "剩余7座因天气原因暂缓。",
        "年初预算500万元，追加60万元。",
        "其中107.48万元为工程款。",
    ],
)
def test_a_remainder_alone_states_nothing_sure(text: str) -> None:
    assert all("结余10万元" in text or found.endswith("?") for found in remainders(text))


@pytest.mark.parametrize(
    "text",
    [
        "目标任务30个村，完成28个村，其余村正在实施，尚有12户未拆迁。",
        "计划培训500人，实际培训520人，还有30人已报名。",
        "财政拨款收入800万元，其他收入100万元，支出850万元，结余50万元。",
        "本年收入800万元，年初结转100万元，本年支出850万元，年末结转50万元。",
    ],
)
def test_figures_of_other_things_are_no_remainder(text: str) -> None:
    assert not remainders(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年收入900万元，支出850万元，上缴财政20万元，结余30万元。",
        "财政拨款收入500万元，财政拨款支出480万元，年末财政拨款结转和结余35万元。",
    ],
)
def test_other_flows_leave_the_reading_open(text: str) -> None:
    assert [found[-1] for found in remainders(text)] == ["?"]

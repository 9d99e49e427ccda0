from __future__ import annotations

import pytest
from tests.extraction.listing import lists
from tests.telling import loud

CASES = {
    "分别为": ("新增合作社3家，分别为金穗、丰乐、绿野。", ("3家", 3, "")),
    "分别设在": ("新建驿站2处，分别设在河东广场、火车站、老街。", ("2处", 3, "")),
    "colon": ("计划修缮3处，完成3处：文庙、古桥、钟楼。", ("3处", 3, "")),
    "bracket": ("新建桥梁3座（青石桥、白沙桥、长风桥）。", ("3座", 3, "")),
    "before the number": ("下设城东、城西、城南、城北4个管理所。", ("4个", 4, "")),
    "共 before the number": ("内设办公室、人事科、财务科共3个科室。", ("3个", 3, "")),
    "titles": ("出台《采购办法》《差旅办法》2项制度。", ("2项", 2, "")),
    "some clauses later": ("签约项目3个，完成率120%，分别为电池、钢丝、面料。", ("3个", 3, "")),
    "等 leaves it open": ("所属林场、苗圃、检疫站等9个单位。", ("9个", 3, "等")),
    "和 inside a name": (
        "设综合办、发展和改革办、社会和法治办3个机构。",
        ("3个", 3, "?"),
    ),
    "和 before the last": ("新增示范村3个，分别为柳湾村、桃源村和石桥村。", ("3个", 3, "")),
    "stages after a verb": (
        "先后开展查阅资料、现场核查、入户访谈、撰写报告四个阶段的工作。",
        ("四个", 4, ""),
    ),
    "the nearer of two numbers": ("涉及青岩镇、白石镇、云台乡三个乡镇共16个村。", ("三个", 3, "")),
    "these are": ("三个村未达标，这三个村是柳湾、桃源、石桥、河口。", ("三个", 4, "")),
    "rows after 如下": (
        "设3个二级指标，得分如下：数量指标20；质量指标30；时效指标10。",
        ("3个", 3, ""),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_names_are_counted(text: str, expected: tuple[str, int, str]) -> None:
    assert expected in lists(text)


def test_names_are_counted_once() -> None:
    assert lists("涉及青岩镇、白石镇、云台乡三个乡镇共16个村。") == [("三个", 3, "")]


def test_more_names_than_announced_are_not_excused_by_etc() -> None:
    assert lists("所属林场、苗圃、检疫站等2个单位。") == [("2个", 3, "")]


@pytest.mark.parametrize(
    "text",
    [
        "来自12个省（自治区、直辖市）的代表参会。",
        "拓宽、硬化道路12条。",
        "开展防震、消防、反恐演练8次。",
        "新建道路3条（东路2公里、西路1公里、南路4公里）。",
        "辅导部、财务人员共5人参与。",
        "办结9件，满意率100%。",
        "这三个村是全县最早通路、最早通电的。",
        "新建便民站5个（城东站、城西站），其余正在建设。",
    ],
)
def test_what_is_no_list_of_names(text: str) -> None:
    assert not lists(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我局内设办公室、人事股、财务股、法规股，共计6个股室。", ("6个", 4, "")),
        ("全镇辖大湾村、小湾村、石门村、柳林村，共5个村。", ("5个", 4, "")),
        ("机关下设党政综合办、产业发展办、民生服务办，合计4个内设机构，在职人员45人。", ("4个", 3, "")),
        ("单位设有综合科、业务科、监督科和财务科，共5个科室。", ("5个", 4, "")),
        ("内设综合办、财政所、文化站，共3个机构。", ("3个", 3, "")),
    ],
)
def test_a_list_and_how_many_it_holds_altogether(text: str, expected: tuple[str, int, str]) -> None:
    assert expected in lists(text)
    assert bool(loud(text)) == (expected[0] != f"{expected[1]}个")


@pytest.mark.parametrize(
    "text",
    [
        # other lists of the same whole, in this sentence or before it
        "内设党政办、经发办，下设财政所、农业中心、文化站，共5个机构。",
        "机关内设办公室、人事股、财务股；下设执法队、监测站，共5个机构。",
        "机关内设办公室、人事股、财务股。下设执法队、监测站、服务中心，共6个机构。",
        "我局内设办公室、人事股、财务股，下属甲中心、乙中心，共5个机构。",
        "机关设党政综合办公室、经济发展办公室2个综合性办事机构，所属文化站、农技站、财政所，共5个机构。",
        "内设综合办、经发办、社会办，另设执法队、农技站两个事业单位，共5个机构。",
        # names that may be several
        "内设党建和人大办公室、科技和经济发展办公室、财政所，共3个机构。",
        "内设党政办、财政所和文化站、农业站，共4个机构。",
        "内设党政办公室（挂牌人大办公室、武装部）、经发办、财政所，共5个机构。",
        "内设办公室、征收一至三分局、法规科，共5个机构。",
        # other things are counted
        "辖东湾村、西湾村、南湾村，共12个村民小组。",
        "全镇有东村、西村、南村3个村，共12个村民小组。",
        "设党政办、经发办、社会办，共12个岗位。",
        "下设党政办、经发办、社会办，共6个内设机构（含3个事业单位）。",
        "整合党政办、经发办、社会办，共5个机构。",
        "包括机关党委、工会、团委，共10个单位参加。",
        "涉及教育、卫生、民政，共8个部门。",
        "内设办公室、人事股、财务股等，共8个股室。",
    ],
)
def test_a_number_that_counts_more_than_one_list_accuses_nobody(text: str) -> None:
    assert not loud(text)

"""Lists that no word opens are shown to a person, never called wrong."""

from __future__ import annotations

from tests.extraction.reading import stated, unsure

LIST = "全年受理群众来访64件，网上来访12件，县级转访20件，镇级走访30件，办结60件。"


def test_one_noun_runs_through_the_list() -> None:
    assert ("64件", "12件、20件、30件") in stated(LIST, "total", "part")
    assert unsure(LIST)


def test_silence_where_the_nouns_differ() -> None:
    assert not stated("全年受理来访64件，发放手册12件，走访农户20户，调解纠纷30件。", "total", "part")


def test_what_exceeds_the_first_is_no_part() -> None:
    assert not stated("高级教师22人，一级教师58人，二级教师23人，三级教师4人。", "total", "part")

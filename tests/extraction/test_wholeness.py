from __future__ import annotations

from tests.extraction.reading import groups


def ratios(text: str) -> list[tuple[list[str], bool]]:
    """The parts of every ratio, and whether words force it."""
    return [([f.text for f in g["ratio_part"]], "note" not in g) for g in groups(text) if "ratio_part" in g]


def test_a_ratio_of_parts() -> None:
    assert ratios("三次产业比为12.1：40.3：47.6。") == [(["12.1", "40.3", "47.6"], True)]


def test_an_approximate_ratio_forces_nothing() -> None:
    assert ratios("城乡人口之比约为60:40。") == [(["60", "40"], False)]


def test_a_row_of_shares_forces_nothing() -> None:
    assert ratios("三类支出分别占总支出的50.0%、30.0%和20.0%。") == [(["50.0%", "30.0%", "20.0%"], False)]


def test_a_score_or_a_scale_is_no_composition() -> None:
    assert not ratios("比赛以3：2取胜。")


def test_shares_stand_in_the_list_of_their_parts() -> None:
    text = "全年支出200万元，其中：基本支出150万元，占75%；项目支出50万元，占25%。"
    found = groups(text)
    lists = {f.places["list"] for g in found for f in g.get("total", []) if "列全" in f.says}
    shares = [f.text for g in found for f in g.get("share", []) if f.places["list"] in lists]
    assert sorted(shares) == ["25%", "75%"]

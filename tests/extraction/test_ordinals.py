from __future__ import annotations

from tests.extraction.listing import lists


def test_points_told_one_by_one() -> None:
    assert lists("存在三个方面问题：一是人手不足；二是资金偏少；三是进度偏慢。") == [("三", 3, "")]


def test_fewer_points_than_announced() -> None:
    assert lists("重点抓好三件事：一是修路；二是通水。") == [("三", 2, "")]


def test_segments_that_begin_alike() -> None:
    assert ("四", 3, "") in lists("我们要办好四件事。抓资金，做到应付尽付；抓产业，新种桃树；抓队伍，补齐人手。")


def test_a_number_without_points_is_nothing() -> None:
    assert not lists("全年办好三件事。群众反映良好。")


def test_a_number_whose_points_are_named_already() -> None:
    assert not lists("从培植财源和压减开支两方面着力。一要抓征管。二要抓节约。三要抓监督。")

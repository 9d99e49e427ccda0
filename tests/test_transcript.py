from __future__ import annotations

from pathlib import Path

from gouji.fact import Fact, FactSet, Profile
from gouji.quantity import Unit, Units
from gouji.transcript import transcribe

UNITS = Units({"户": Unit("户", "户", counted=True), "": Unit("", "")})


def test_facts_get_a_place_in_a_text_of_their_own() -> None:
    facts = FactSet(
        Profile("望禾镇", 2023),
        (
            Fact("f1", "target", "320户", {"subject": "改厕", "group": "g"}, figure=UNITS.parse("320户")),
            Fact("f2", "claim", "全面\n完成", {"subject": "未注明"}),
            Fact("f3", "as_of", "2023-10", {"group": "截至"}, figure=UNITS.parse("2023-10")),
        ),
    )
    document, placed = transcribe(Path("facts.json"), facts)
    assert document.text.split("\n") == ["改厕 目标值 320户", "表述 全面 完成", "截至 截至日期 2023-10"]
    assert [document.quote(b.span) for b in document.blocks] == document.text.split("\n")
    assert [document.quote(f.span) for f in placed.facts if f.span] == ["320户", "全面 完成", "2023-10"]
    assert placed.profile == facts.profile
    assert [n.fate for n in placed.numbers] == ["figure", "date"]

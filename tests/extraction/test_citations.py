"""Document numbers."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("根据财预〔2020〕10号文件开展自评。", [("财预〔2020〕10号", "规范", "财预〔2020〕10号")]),
        ("按照云财绩[2022]8号要求。", [("云财绩[2022]8号", "不规范", "云财绩〔2022〕8号")]),
        ("根据《关于开展绩效自评的通知》（云财绩〔2024〕6号）。", [("云财绩〔2024〕6号", "规范", "云财绩〔2024〕6号")]),
        ("该桥（2020）12米。", []),
    ],
)
def test_citation(text: str, told: list[tuple[str, str, str]]) -> None:
    found = [(f.text, f.says[0], f.places["subject"]) for f in fact_set(text).facts if f.role == "citation"]
    assert found == told


def test_history_is_noted() -> None:
    facts = fact_set("原依据云财绩〔2016〕3号已废止。").facts
    assert any("历史沿革" in f.says for f in facts)

"""What a text states about wholes and parts, remainders and counted lists, in short."""

from __future__ import annotations

from tests.extraction.reading import groups

ROLES = ("minuend", "subtrahend", "difference")


def sums(text: str) -> list[tuple[str, str, str]]:
    """Each total, its parts, and how surely: 全 all are told, 部分 some; ? no word forces it, * they may overlap."""
    found = []
    for group in groups(text):
        if "total" in group and "part" in group:
            notes = {says for note in group.get("note", []) for says in note.says}
            sure = "全" if any("列全" in f.says for f in group["total"]) else "部分"
            mark = (
                ("?" if "读法不定" in notes else "")
                + ("*" if "可重叠" in notes else "")
                + ("等" if "等字收尾" in notes else "")
            )
            total = "/".join(f.text for f in group["total"])
            parts = "+".join(("-" if "负数" in f.says else "") + f.text for f in group["part"])
            found.append((total, parts, sure + mark))
    return found


def remainders(text: str) -> list[str]:
    """Each difference as 甲-乙=丙, with ? if no word forces it."""
    found = []
    for group in groups(text):
        if "difference" in group:
            unsure = "?" if any("读法不定" in note.says for note in group.get("note", [])) else ""
            minuend, subtrahend, difference = (
                "/".join(f.text for f in group[r]) for r in ("minuend", "subtrahend", "difference")
            )
            found.append(f"{minuend}-{subtrahend}={difference}{unsure}")
    return found


def lists(text: str) -> list[tuple[str, int, str]]:
    """Each announced number, how many things are named, and how surely: ? unforced, 等 left open."""
    found = []
    for group in groups(text):
        if "claimed_count" in group:
            notes = {says for note in group.get("note", []) for says in note.says}
            mark = ("?" if "读法不定" in notes else "") + ("等" if "等字收尾" in notes else "")
            found.append((group["claimed_count"][0].text, len(group.get("listed_item", [])), mark))
    return found

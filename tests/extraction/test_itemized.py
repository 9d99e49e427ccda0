from __future__ import annotations

from tests.extraction.listing import sums


def test_numbered_paragraphs_are_the_parts() -> None:
    lines = [
        "本年支出合计910万元，年末结余12万元。支出按性质分：",
        "1.基本支出600万元，占65.9%。",
        "2.项目支出310万元，占34.1%。",
        "（三）其他",
    ]
    assert ("910万元", "600万元+310万元", "全") in sums("\n".join(lines))


def test_inline_marks_are_items_too() -> None:
    lines = [
        "全年实际支出100万元。支出构成如下：",
        "① 教育支出55万元，比重55%；② 卫生支出25万元，比重25%；③ 其他支出20万元，比重20%。",
    ]
    assert ("100万元", "55万元+25万元+20万元", "全") in sums("\n".join(lines))


def test_a_list_of_the_main_items_is_open() -> None:
    text = "全年投入400万元，主要包括：\n1.修路200万元；\n2.修渠100万元。"
    assert [sure for _, _, sure in sums(text)] in ([], ["部分?"], ["部分"])


def test_items_without_figures_make_no_sum() -> None:
    assert not sums("全年支出400万元，主要做法如下：\n1.加强领导；\n2.严格审核。")

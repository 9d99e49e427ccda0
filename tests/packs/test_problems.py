"""Every problem of a rule, pack or vocabulary file: file, line, column, what, and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.errors import PackError
from gouji.packs import load

from .conftest import CLASSES, PACK, RULE, UNITS, Told, write

SOUND = "base/sound.yaml"
CHANGES = [
    # the texts of RULE_LANGUAGE §10
    ("per: group", "when: group", "sound.yaml:5:1：没有“when”这个键。是否指“where”？"),
    ("实际 = 目标", "实绩 = 目标", "sound.yaml:10:9：没有名为“实绩”的数据或参数。是否指“实际”？"),
    ("实际 = 目标", "目标 = 实绩 / 目标", "sound.yaml:10:14：没有名为“实绩”的数据或参数。是否指“实际”？"),
    ("实际 = 目标", "目标 = 实际 ÷ 目标", "sound.yaml:10:17：表达式里有“÷”。请改用 /"),
    ("{role: target}", "{role: goal}", "sound.yaml:7:14：没有名为“goal”的角色。是否指“total”？"),
    ("{role: target}", "{rule: sond, is: fail}", "sound.yaml:7:14：没有编号为“sond”的规则。是否指“sound”？"),
    ("{role: target}", "{rule: other}", "sound.yaml:7:7：引用规则须写明结论。加上 is: fail"),
    ("实际 = 目标", "各项 + 实际 = 目标", "sound.yaml:10:9：“各项”是一组数，不能直接加减乘除。用 sum(各项)"),
    ("take: all", "take: every", "sound.yaml:9:28：“every”不在允许之列。可用：one、all"),
    (
        "目标{目标}",
        "目标{应为}",
        "sound.yaml:11:10：message 里的{应为}没有出处。可用：目标、实际、各项、expected、actual、gap",
    ),
    ("实际 = 目标", "实际 = (目标", "sound.yaml:10:14：表达式写不完整。检查括号和运算符"),
    (
        "message: 目标{目标}，",
        "message: {目标}，",
        "sound.yaml:11:14：YAML 写错。多半是缩进、冒号后缺空格，或含 [ ] { } : 的文字未加引号",
    ),
    # what it lists as not yet told
    (
        "{role: target}",
        "{role: claim, says: 达城}",
        "sound.yaml:7:27：没有词条给出“达城”这个类别。在词表里加上，或改用已有的类别：“达成”",
    ),
    ("实际 = 目标", "实际 = 目标.says", "sound.yaml:10:14：“目标.says”是文字，不能与数相比"),
    ("实际 = 目标", "实际 - '甲' = 目标", "sound.yaml:10:14：“'甲'”是文字，不能当作数"),
    ("实际 = 目标", "meets(实际 + 1, 目标)", "sound.yaml:10:15：meets 里只能写一个名字，不能写算式"),
    ("实际 = 目标", "实际 + 目标", "sound.yaml:10:9：“实际 + 目标”不是条件。写成 甲 = 乙 这样的比较"),
    (
        "实际 = 目标",
        "count(目标) = 1",
        "sound.yaml:10:15：“目标”只有一个，不用 count。要数全部，在 match 里加 take: all",
    ),
    ("实际 = 目标", "not 实际", "sound.yaml:10:13：“实际”是数，不能当作条件"),
    # the rest of the expression grammar
    ("实际 = 目标", "实际 == 目标", "sound.yaml:10:12：表达式里有“==”。请改用 ="),
    ("实际 = 目标", "实际 >= 80%", "sound.yaml:10:17：表达式里有“%”。请改用 小数（80% 写作 0.8）"),
    ("实际 = 目标", "实际 ** 2 = 目标", "sound.yaml:10:12：不支持的写法。只有 + - * / 和比较"),
    ("实际 = 目标", "实际 if 目标 else 1 = 1", "sound.yaml:10:9：不支持的写法。只有 + - * / 和比较"),
    ("实际 = 目标", "total(各项) = 目标", "sound.yaml:10:9：没有名为“total”的函数。是否指“attainable”？"),
    ("实际 = 目标", "meets(实际) ", "sound.yaml:10:9：meets 要 2 项，写了 1 项"),
    (
        "实际 = 目标",
        "实际.weight = 1",
        "sound.yaml:10:9：“实际”没有“weight”。可用：says、set、report、org、section、goal、dimension、list",
    ),
    ("实际 = 目标", "实际 = 1e3", "sound.yaml:10:14：“1e3”不是小数。写作 0.8、100 之类"),
    # shape
    ("id: sound", "id: other", "sound.yaml:1:5：编号“other”与文件名不同。改为 sound"),
    ("id: sound", "id: 声音", "sound.yaml:1:5：“声音”不能作编号。编号只用小写字母、数字、连字符"),
    ("title: 没有毛病的规则", "title: 短", "sound.yaml:2:8：太短：至少 4 个字"),
    ("title: 没有毛病的规则", "title:", "sound.yaml:2:7：这里不能空着"),
    ("kind: rate\n", "", "sound.yaml:1:1：缺少“kind”。只用于归类和统计"),
    ("kind: rate", "kind: rate\nkind: sum", "sound.yaml:4:1：“kind”写了两次。留下一个"),
    ("per: group", "per: [group, groupe]", "sound.yaml:5:14：没有名为“groupe”的方面。是否指“group”？"),
    ("per: group", "per: [group, group]", "sound.yaml:5:6：有重复的项"),
    (
        "  目标: {role",
        "  1目标: {role",
        "sound.yaml:7:3：“1目标”不能作名字。名字用汉字、字母、数字，不超过 20 个字，不以数字开头",
    ),
    ("  目标: {role: target}", "  目标: target", "sound.yaml:7:7：这里应是键和值（{甲: 乙}）"),
    ("{目标}，", "{目标}，}", "sound.yaml:11:10：message 里的花括号不成对"),
    (
        "{目标}，",
        "{missing}，",
        "sound.yaml:11:10：message 里的{missing}没有出处。可用：目标、实际、各项、expected、actual、gap",
    ),
    ("{actual: 80%}", "{actuel: 80%}", "sound.yaml:15:32：没有名为“actuel”的角色或方面。是否指“actual”？"),
    ("{actual: 80%}", "{group: g2}", "sound.yaml:15:31：一个事实写一个角色"),
    ("{actual: 80%}", "{actual: 80%, score: 1分}", "sound.yaml:15:31：一个事实写一个角色，写了actual、score"),
    ("{actual: 80%}]", "{actual: 80%}]\n      text: 一句话", "sound.yaml:15:7：text 和 facts 只写一个"),
    ("{actual: 80%}]", "{actual: 80%}]\n      given: {year: 去年}", "sound.yaml:16:21：“去年”写法不对。年度写作 2021"),
    (
        "{actual: 80%}]",
        "{actual: 80%}]\n      given: {packs: [bse]}",
        "sound.yaml:16:23：没有编号为“bse”的规则包。是否指“base”？",
    ),
    (
        "{actual: 80%}]",
        "{actual: 80%}]\n      repairs: {实绩: 1}",
        "sound.yaml:16:17：没有名为“实绩”的数据。是否指“实际”？",
    ),
    (
        "  目标: {role: target}",
        "  目标: &a {role: target}\n  又: *a",
        "sound.yaml:7:7：不支持 YAML 的引用（& 和 *）和过深的嵌套。把内容直接写出来",
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), CHANGES, ids=[c[1] for c in CHANGES])
def test_one_change_to_a_sound_rule_is_one_problem(told: Told, old: str, new: str, problem: str) -> None:
    assert RULE.count(old) == 1
    assert told(SOUND, RULE.replace(old, new)) == [f"base/{problem}"]


def test_the_sound_rule_is_sound(rules: Path) -> None:
    assert [rule.id for pack in load(root=rules).packs for rule in pack.rules] == ["sound"]


def test_a_kind_that_is_none_names_all_kinds(told: Told) -> None:
    (problem,) = told(SOUND, RULE.replace("kind: rate", "kind: ratios"))
    assert problem.startswith("base/sound.yaml:3:7：“ratios”不在允许之列。可用：rate、ratio、sum、")


def test_examples_need_a_fail_and_another(told: Told) -> None:
    lacking = RULE.replace("  fail:\n", "  review:\n")
    assert told(SOUND, lacking) == ["base/sound.yaml:13:3：缺少“fail”"]
    alone = RULE.replace("  pass: [facts: [{target: 100%}, {actual: 100%}]]\n", "")
    assert told(SOUND, alone) == ["base/sound.yaml:13:3：至少要有一个 fail 和一个不是 fail 的例子"]


def test_a_verdict_reaches_only_the_names_of_its_rule(told: Told, rules: Path) -> None:
    upper = RULE.replace("id: sound", "id: upper").replace("{role: target}", "{rule: sound, is: fail}")
    upper = upper.replace("message: 目标{目标}，", "message: 目标{目标.目标}，")
    assert told("base/upper.yaml", upper.replace("实际 = 目标", "实际 = 目标.分数")) == [
        "base/upper.yaml:10:14：“目标”没有“分数”。可用：目标、实际、各项、set、report、org、section、goal"
    ]
    assert told("base/upper.yaml", upper) == ["base/upper.yaml:10:14：“目标”是结论，不能当作数。用 目标.名字"]
    write(rules / "base/upper.yaml", upper.replace("实际 = 目标", "实际 = 目标.目标"))
    assert len(load(root=rules).packs[0].rules) == 2


def test_rules_that_wait_for_each_other_are_told_with_the_way_round(told: Told, rules: Path) -> None:
    def resting_on(name: str, other: str) -> str:
        text = RULE.replace("id: sound", f"id: {name}").replace("{role: target}", f"{{rule: {other}, is: fail}}")
        return text.replace("实际 = 目标", "实际 = 目标.实际").replace("{目标}，", "")

    write(rules / "base/a.yaml", resting_on("a", "b"))
    write(rules / "base/b.yaml", resting_on("b", "c"))
    assert told("base/c.yaml", resting_on("c", "a")) == [
        "base/a.yaml:7:14：规则互相引用：a → b → c → a。去掉其中一处引用"
    ]


def test_any_rule_does_not_wait_for_itself(rules: Path) -> None:
    text = RULE.replace("id: sound", "id: all-of-them").replace(
        "  目标: {role: target}", "  目标: {rule: any, is: fail}"
    )
    write(rules / "base/all-of-them.yaml", text.replace("expect: 实际 = 目标\n", "").replace("{目标}，", ""))
    assert len(load(root=rules).packs[0].rules) == 2


def test_the_same_id_in_two_packs(told: Told, rules: Path) -> None:
    write(rules / "more/pack.yaml", PACK.replace("base", "more"))
    assert told("more/sound.yaml", RULE) == ["more/sound.yaml:1:5：编号“sound”已用于 base/sound.yaml。换一个编号"]


def test_a_rule_of_a_pack_that_may_not_be_in_force(told: Told, rules: Path) -> None:
    write(rules / "local/pack.yaml", PACK.replace("base", "local").replace("{}", "{regions: [湖北]}"))
    write(rules / "local/local-one.yaml", RULE.replace("id: sound", "id: local-one"))
    text = RULE.replace("{role: target}", "{rule: local-one, is: fail}").replace("实际 = 目标", "实际 = 目标.实际")
    assert told(SOUND, text.replace("{目标}，", "")) == [
        "base/sound.yaml:7:14：规则“local-one”在 local 包里，本包有效时它不一定有效"
    ]


PARAMETER = "parameters:\n  满分: {values: [{from: 2020-02-25, value: 10分, source: 办法}]}\n"


def test_a_parameter_that_no_pack_in_force_gives(told: Told, rules: Path) -> None:
    write(rules / "local/pack.yaml", PACK.replace("base", "local").replace("{}", "{regions: [湖北]}") + PARAMETER)
    assert told(SOUND, RULE.replace("实际 = 目标", "实际 = 满分")) == [
        "base/sound.yaml:10:9：本包有效时，没有规则包给出参数“满分”。在 base/pack.yaml 里给出"
    ]


def test_a_parameter_without_a_value_in_some_year(told: Told, rules: Path) -> None:
    write(rules / SOUND, RULE.replace("实际 = 目标", "实际 = 满分"))
    assert told("base/pack.yaml", PACK.replace("{}", "{from: 2018-01-01}") + PARAMETER) == [
        "base/sound.yaml:10:9：参数“满分”自 2020-02-25 起才有值，规则包自 2018-01-01 起适用。补上更早的值"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (PACK + PARAMETER.replace("2020-02-25", "2020-02-30"), "pack.yaml:6:24：没有“2020-02-30”这一天"),
        (PACK.replace("id: base", "id: bases"), "pack.yaml:1:5：编号“bases”与文件夹不同名。改为 base"),
        (PACK + "extends: bas\n", "pack.yaml:5:10：没有编号为“bas”的规则包。是否指“base”？"),
        (PACK.replace("0.1.0", "一"), "pack.yaml:3:10：“一”写法不对。版本写作 0.1.0"),
        (PACK.replace("{}", "{from: 去年}"), "pack.yaml:4:17：“去年”写法不对。日期写作 2020-02-25"),
        (PACK.replace("{}", "{from: 2021-02-29}"), "pack.yaml:4:17：没有“2021-02-29”这一天"),
        (
            PACK + "overrides:\n  sond: {severity: off, reason: 不用}\n",
            "pack.yaml:6:3：没有编号为“sond”的规则。是否指“sound”？",
        ),
        (
            PACK + "parameters:\n  档: {values: [{from: 2020-01-01, value: {优: 高}, source: 办法}]}\n",
            "pack.yaml:6:46：“高”不是数。表里写 标签: 数",
        ),
        (
            PACK + "parameters:\n  档:\n    values:\n"
            "      - {from: 2020-01-01, value: 1, source: 办法}\n      - {from: 2020-01-01, value: 2, source: 办法}\n",
            "pack.yaml:8:7：同一天有两个值。留下一个",
        ),
    ],
)
def test_problems_of_a_pack(told: Told, text: str, problem: str) -> None:
    assert told("base/pack.yaml", text) == [f"base/{problem}"]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "units.yaml",
            UNITS + "  - {symbol: 里, dimension: 公里, scale: 一半}\n",
            "units.yaml:5:39：“一半”写法不对。写作整数、小数或分数，如 10000、0.01、1/2",
        ),
        ("classes.yaml", CLASSES + "空话:\n", "classes.yaml:3:4：这里不能空着"),
        ("words.yaml", "- 一串\n", "words.yaml:1:1：这里应是键和值（{甲: 乙}）"),
        ("words.yaml", "", "words.yaml:1:1：文件是空的"),
    ],
)
def test_problems_of_the_vocabulary(told: Told, name: str, text: str, problem: str) -> None:
    assert told(f"vocabulary/{name}", text) == [f"vocabulary/{problem}"]


def test_text_that_is_not_utf8(rules: Path) -> None:
    (rules / SOUND).write_bytes(RULE.encode("gbk"))
    with pytest.raises(PackError, match=r"sound[.]yaml:2:1：不是 UTF-8 编码。请另存为 UTF-8"):
        load(root=rules)


def test_a_file_with_the_other_ending(told: Told) -> None:
    assert told("base/more.yml", RULE) == ["base/more.yml:1:1：文件名应以 .yaml 结尾"]


def test_deep_nesting_is_refused_not_followed(told: Told) -> None:
    deep = "[" * 60 + "]" * 60
    assert told(SOUND, RULE.replace("per: group", f"per: {deep}"))[0].endswith("把内容直接写出来")


def test_all_problems_of_all_files_at_once_in_order(told: Told, rules: Path) -> None:
    write(rules / "base/broken.yaml", "id: [\n")
    write(rules / "base/other.yaml", RULE)
    problems = told(SOUND, RULE.replace("kind: rate", "kind: 好").replace("per: group", "when: group"))
    assert [p.partition("：")[0] for p in problems] == [
        "base/broken.yaml:2:1",
        "base/other.yaml:1:5",
        "base/sound.yaml:3:7",
        "base/sound.yaml:5:1",
    ]


def test_a_path_that_is_no_pack(rules: Path) -> None:
    with pytest.raises(PackError, match=r"没有 pack[.]yaml，不是规则包。指向含 pack[.]yaml 的文件夹"):
        load((rules / "vocabulary",), root=rules)
    with pytest.raises(PackError, match="不是文件夹，不是规则包"):
        load((rules / "nowhere",), root=rules)


def test_problems_stand_where_the_value_stands_inside_quotes(told: Told) -> None:
    quoted = RULE.replace("expect: 实际 = 目标", 'expect: "实际 = 实绩"')
    assert told(SOUND, quoted) == ["base/sound.yaml:10:15：没有名为“实绩”的数据或参数。是否指“实际”？"]


def test_problems_of_a_folded_expression_stand_at_its_start(told: Told) -> None:
    folded = RULE.replace("expect: 实际 = 目标", "expect: >-\n  实际\n  = 实绩")
    assert told(SOUND, folded) == ["base/sound.yaml:10:9：没有名为“实绩”的数据或参数。是否指“实际”？"]


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("-实际 = 目标", None),
        ("实际 = 目标 and not meets(实际, 目标)", None),
        ("covers(各项, 目标)", None),
        ("max(实际, 目标, 1) = 2.5", None),
        ("实际.says = 目标.says", None),
        ("各项.says = '甲'", None),
        ("实际 and 目标 = 1", "10:9：“实际”是数，不能当作条件"),
        ("实际 < 目标.says", "10:14：“目标.says”是文字，不能当作数"),
        ("各项 = 目标", "10:9：“各项”是一组数，不能直接加减乘除。用 sum(各项)"),
        ("各项.says + 1 = 目标", "10:9：“各项.says”是一组文字，不能当作数。用 count(各项.says)"),
        ("sum(实际 = 目标) = 1", "10:13：“实际 = 目标”是条件，不能当作一组数"),
        ("band(实际, 目标) = '甲'", "10:18：“目标”是数，不能当作一张表"),
        ("某某.says = '甲'", "10:9：没有名为“某某”的数据。可用：目标、实际、各项"),
        ("-'甲' = 目标", "10:10：“'甲'”是文字，不能当作数"),
    ],
)
def test_sorts_of_expressions(told: Told, rules: Path, expression: str, problem: str | None) -> None:
    text = RULE.replace("expect: 实际 = 目标", f"expect: {expression}")
    if problem:
        assert told(SOUND, text) == [f"base/sound.yaml:{problem}"]
    else:
        write(rules / SOUND, text)
        assert load(root=rules).packs


def test_a_name_that_is_both_data_and_parameter(told: Told) -> None:
    parameters = "parameters:\n  目标: {values: [{from: 2020-02-25, value: 10, source: 办法}]}\n"
    assert told("base/pack.yaml", PACK + parameters) == [
        "base/sound.yaml:10:14：“目标”既是数据又是参数。给数据换一个名"
    ]


def test_two_folders_with_one_pack_id(told: Told) -> None:
    assert "copy/pack.yaml:1:5：编号“base”已用于 base/pack.yaml" in told("copy/pack.yaml", PACK)


def test_rules_may_not_stand_on_more_than_eight_layers(told: Told, rules: Path) -> None:
    def resting_on(n: int) -> str:
        lower = "sound" if n == 1 else f"r{n - 1}"
        text = RULE.replace("id: sound", f"id: r{n}").replace("{role: target}", f"{{rule: {lower}, is: fail}}")
        return text.replace("实际 = 目标", "实际 = 目标.实际").replace("{目标}，", "")

    for n in range(1, 8):
        write(rules / f"base/r{n}.yaml", resting_on(n))
    assert len(load(root=rules).packs[0].rules) == 8
    assert told("base/r8.yaml", resting_on(8)) == ["base/r8.yaml:6:1：规则套了 9 层，最多 8 层"]


def test_a_file_too_large_is_not_parsed(told: Told) -> None:
    assert told(SOUND, RULE + "#" * 1_000_001) == ["base/sound.yaml:1:1：文件超过 1000000 字节。规则文件不该这么大"]


def test_other_files_beside_rules_are_left_alone(rules: Path) -> None:
    write(rules / "base/notes.txt", "随便写")
    (rules / "base/folder.yaml").mkdir()
    assert load(root=rules).packs

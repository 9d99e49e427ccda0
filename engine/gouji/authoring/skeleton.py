"""A new rule to fill in: it loads, its examples pass, and each line says what to put there."""

from __future__ import annotations

from string import Template

NEW = Template("""\
# yaml-language-server: $$schema=../schema/rule.schema.json
id: $id
title: 写一句话：应当怎样
kind: rate                         # 种类：rate ratio sum growth share count agree score grade claim date text missing …
severity: warning                  # error 数字矛盾；warning 文中可能有解释；info 供参考；none 不报告
basis: {text: 依据的内容, source: 算术, status: unconfirmed}     # 核对过原文再删去 status
per: group                         # 每一个什么判断一次：group 一个指标、list 一个合计、report 一份报告 …
match:                             # 名字 → 要找的事实；第一个是主名
  实际: {role: actual}
  目标: {role: target}
expect: 实际 / 目标 >= 0.5         # 应当成立的话；不写，就是“碰到一起就是问题”
unless:                            # 例外，可以没有
  - {role: deviation_reason, says: 有实质原因}
message: 目标{目标}，实际只有{实际}，未说明原因
examples:                          # 就是测试：gouji rules test $id
  pass:
    - facts: [{target: 100户}, {actual: 80户}]
    - facts: [{target: 100户}, {actual: 20户}, {deviation_reason: 受灾, says: 有实质原因}]
  fail: [facts: [{target: 100户}, {actual: 20户}]]
  not_applicable: [facts: [{target: 100户}]]
""")


def skeleton(rule_id: str) -> str:
    """The text of `<rule_id>.yaml`."""
    return NEW.substitute(id=rule_id)

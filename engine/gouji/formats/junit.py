"""CheckResults → JUnit XML: a report is a suite, a rule in force a test, so that build servers show what failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gouji.errors import ReadError
from gouji.finding import CheckResult, Finding
from gouji.formats.context import places
from gouji.formats.layout import printable
from gouji.formats.telling import basis, grade

FAILING = ("必改", "建议改")


def write(results: Iterable[CheckResult], unread: Iterable[ReadError] = ()) -> str:
    """One suite for each report; a file that could not be read is a suite with one error."""
    root = Element("testsuites", {"name": "gouji"})
    for result in results:
        _suite(root, result)
    for error in unread:
        suite = _counted(root, error.path, {"tests": 1, "failures": 0, "errors": 1, "skipped": 0})
        case = SubElement(suite, "testcase", {"name": "打开文件", "classname": printable(error.path)})
        SubElement(case, "error", {"message": printable(error.reason)})
    for total in ("tests", "failures", "errors", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counted(root: Element, name: str, counts: Mapping[str, int]) -> Element:
    return SubElement(root, "testsuite", {"name": printable(name), **{what: str(n) for what, n in counts.items()}})


def _suite(root: Element, result: CheckResult) -> None:
    rules = {rule.id: rule for rule in (*result.rules, *(f.rule for f in result.findings))}
    found: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(result.findings, 1):
        found.setdefault(finding.rule.id, []).append((number, finding))
    reasons = {rule: reason for rule, reason, _ in result.coverage.not_run}
    silent = {name for name in (*reasons, *result.coverage.silent_rules) if name not in found}
    failed = {name for name, made in found.items() if any(grade(f) in FAILING for _, f in made)}
    counts = {"tests": len(rules), "failures": len(failed), "errors": 0, "skipped": len(silent & set(rules))}
    suite = _counted(root, result.document.path, counts)
    for rule in rules.values():
        case = SubElement(suite, "testcase", {"name": f"{rule.id} {rule.title}", "classname": rule.pack})
        if rule.id in silent:
            SubElement(case, "skipped", {"message": printable(reasons.get(rule.id, "报告里没有可核对的"))})
        elif rule.id in found:
            _told(case, result, found[rule.id])


def _told(case: Element, result: CheckResult, made: list[tuple[int, Finding]]) -> None:
    """One failure holds all that the rule found; what needs nothing done goes to the output."""
    loud = [one for one in made if grade(one[1]) in FAILING]
    quiet = [one for one in made if one not in loud]
    if loud:
        first = loud[0][1]
        more = f"（等 {len(loud)} 处）" if len(loud) > 1 else ""
        failure = SubElement(case, "failure", {"message": printable(first.message) + more, "type": grade(first)})
        failure.text = "\n\n".join(_lines(result, *one) for one in loud)
    if quiet:
        SubElement(case, "system-out").text = "\n\n".join(_lines(result, *one) for one in quiet)


def _lines(result: CheckResult, number: int, finding: Finding) -> str:
    where = places(result.document, [e.span for e in finding.evidence if e.span])
    lines = [f"{grade(finding)} {number}　{where}", finding.message, *finding.working.splitlines(), basis(finding)]
    return "\n".join(printable(line) for line in lines if line)

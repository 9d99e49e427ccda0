"""Facts as an XBRL report for Arelle: a schema of its own with totals of parts by Calculations 1.1, and one instance."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

MOST_PARTS = 8
HERE = "https://example.org/race"
CONCEPTS = ("Total", *(f"Part{n}" for n in range(1, MOST_PARTS + 1)), "Figure")
NAMESPACES = (
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
SUMMATION = "https://xbrl.org/2023/arcrole/summation-item"
SCHEMA = f"""<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema {NAMESPACES} xmlns:race="{HERE}" targetNamespace="{HERE}" elementFormDefault="qualified">
<xsd:annotation><xsd:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="calculation.xml"
 xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"
 xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef"/></xsd:appinfo></xsd:annotation>
<xsd:import namespace="http://www.xbrl.org/2003/instance"
 schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
%s
</xsd:schema>
"""
ELEMENT = (
    '<xsd:element name="{0}" id="race_{0}" type="xbrli:decimalItemType" substitutionGroup="xbrli:item" '
    'xbrli:periodType="duration" nillable="true"/>'
)
LINKBASE = f"""<?xml version="1.0" encoding="UTF-8"?>
<link:linkbase {NAMESPACES}>
<link:arcroleRef arcroleURI="{SUMMATION}" xlink:type="simple"
 xlink:href="https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"/>
<link:calculationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">
<link:loc xlink:type="locator" xlink:href="schema.xsd#race_Total" xlink:label="total"/>
%s
</link:calculationLink></link:linkbase>
"""
ARC = (
    '<link:loc xlink:type="locator" xlink:href="schema.xsd#race_Part{0}" xlink:label="part{0}"/>'
    f'<link:calculationArc xlink:type="arc" xlink:arcrole="{SUMMATION}" xlink:from="total" xlink:to="part{{0}}" '
    'order="{0}" weight="1"/>'
)
CONTEXT = (
    '<xbrli:context id="{0}"><xbrli:entity><xbrli:identifier scheme="https://example.org">{0}</xbrli:identifier>'
    "</xbrli:entity><xbrli:period><xbrli:startDate>2025-01-01</xbrli:startDate><xbrli:endDate>2025-12-31"
    "</xbrli:endDate></xbrli:period></xbrli:context>"
)


class Stated(NamedTuple):
    """A figure: its concept, its value, and how exact that is, as the attribute says it (`decimals="2"`)."""

    concept: str
    value: str
    exact: str = 'decimals="2"'


def write(folder: Path, groups: Iterable[tuple[str, Iterable[Stated]]]) -> Path:
    """The report's files; every group is a context of its own, named as it is. The path of the instance."""
    folder.mkdir(exist_ok=True)
    (folder / "schema.xsd").write_text(SCHEMA % "\n".join(map(ELEMENT.format, CONCEPTS)))
    (folder / "calculation.xml").write_text(LINKBASE % "\n".join(ARC.format(n + 1) for n in range(MOST_PARTS)))
    instance = folder / "instance.xbrl"
    with instance.open("w") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<xbrli:xbrl {NAMESPACES} xmlns:race="{HERE}">\n')
        file.write('<link:schemaRef xlink:type="simple" xlink:href="schema.xsd"/>\n')
        file.write('<xbrli:unit id="u"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>\n')
        for name, figures in groups:
            file.write(CONTEXT.format(name) + "\n")
            for concept, value, exact in figures:
                file.write(f'<race:{concept} contextRef="{name}" unitRef="u" {exact}>{value}</race:{concept}>\n')
        file.write("</xbrli:xbrl>\n")
    return instance

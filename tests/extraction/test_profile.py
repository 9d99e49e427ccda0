"""Which report this is."""

from __future__ import annotations

import pytest
from tests.extraction.reading import fact_set


@pytest.mark.parametrize(
    ("text", "unit", "year"),
    [
        ("云台县水务局2023年度部门整体支出绩效自评报告", "云台县水务局", 2023),
        ("云台县白石镇人民政府\n2021年度部门整体支出绩效自评报告", "云台县白石镇人民政府", 2021),
        ("2024年度柳溪街道便民服务中心整体支出绩效自评报告", "柳溪街道便民服务中心", 2024),
        ("关于报送《云台县医疗保障局2022年度部门整体支出绩效自评报告》的函", "云台县医疗保障局", 2022),
        ("石坡苗族乡人民政府二〇一九年度部门整体支出绩效自评报告", "石坡苗族乡人民政府", 2019),
        ("云台县乡村振兴局2021年度部门\n整体支出绩效自评报告", "云台县乡村振兴局", 2021),
    ],
)
def test_unit_and_year(text: str, unit: str, year: int) -> None:
    profile = fact_set(text + "\n一、概况\n负责相关工作，2020年成立。").profile
    assert (profile.unit, profile.fiscal_year) == (unit, year)
    assert profile.kind == "department_whole"


def test_a_province_in_passing_is_no_region() -> None:
    title = "云台县医院2020年度部门整体支出绩效自评报告\n"
    assert fact_set(title + "选派12名队员支援湖北。").profile.region == ""
    assert fact_set(title + "依据《湖北省预算绩效管理办法》自评。").profile.region == "湖北"

"""True words about wholes and their parts, as careful people write them, draw no error and no warning."""

from __future__ import annotations

import pytest
from tests.test_honest_results import loud


@pytest.mark.parametrize(
    "text",
    [
        "按隶属关系分：省属单位12家，占两成多；市属单位48家，占近八成。",
        "按管理主体分：国有企业经营24处，占三成；村集体经营56处，占七成。",
        "从学历看，本科以上46人，占38.3%，大专及以下74人，占61.7%。",
        "全市办理提案96件。按类别看，经济类31件，占32.3%；社会类65件，占67.7%。",
        "1. 救助742人次，每人次1,500元，支出111.30万元。\n2. 上半年支出800.00万元，占全年支出的四成；四季度支出700.00万元，占35%。",
        "一、全年支出2,000.00万元。\n二、救助742人次，支出111.30万元。\n三、上半年支出800.00万元，占全年支出的四成；四季度支出700.00万元，占35%。",
        (
            "三、支出决算情况\n本年支出合计2,400.00万元，其中：基本支出1,760.00万元，占73.33%；项目支出640.00万元，占26.67%。\n"
            "四、财政拨款支出决算情况\n（一）总体情况。财政拨款支出2,350.00万元，占本年支出合计的97.92%。\n"
            "（二）结构情况。公共安全支出1,950.00万元，占82.98%；卫生健康支出65.00万元，占2.77%；其他支出335.00万元，占14.26%。"
        ),
    ],
)
def test_a_share_is_of_the_whole_of_its_own_list(text: str) -> None:
    assert not loud(text)


@pytest.mark.parametrize(
    "text",
    [
        "一、全年支出2,000.00万元。\n二、救助742人次，支出111.30万元。\n三、上半年支出800.00万元，占全年支出的五成五。",
        "（一）总体情况。财政拨款支出2,350.00万元。\n（二）结构情况。公共安全支出1,950.00万元，占88.98%；其他支出400.00万元，占17.02%。",
        "培训农民480人，其中女性192人，占两成半。",
    ],
)
def test_a_wrong_share_of_it_is_found(text: str) -> None:
    assert "rate-text-vs-value" in loud(text)

"""Makes filled-in self-evaluation forms F1 to F6, right or with one mistake put in, as .xlsx, or as a table in .docx or .pdf.

    write(FORMS["F1"], tmp_path / "自评表.xlsx")
    write(FORMS["F1"].with_mistake("总分"), tmp_path / "自评表.docx")

A form is rows of cells; a cell is text, a number with its format, or merged over columns and rows. All units, people
and figures are invented.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import openpyxl
from docx_maker import Xml, cell, make_docx, p, table
from pdf_maker import line as ruling
from pdf_maker import make_pdf
from pdf_maker import text as words


class C(NamedTuple):
    """A cell. `text` is what is shown; a number in it is stored as one in .xlsx when `form` is its format."""

    text: str
    across: int = 1
    down: int = 1
    form: str = ""


Cell = str | C


class Mistake(NamedTuple):
    """What is put in: cell (row, column; from 0) → new text; the rules that must tell it, and no others."""

    row: int
    column: int
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form: lines above it, its rows, lines below, and the mistakes that can be put in, by name."""

    name: str
    above: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[str, ...] = ()
    mistakes: Mapping[str, Mistake] = field(default_factory=dict)
    wrong: str = ""

    def with_mistake(self, name: str) -> Form:
        """The form with one of its mistakes."""
        one = self.mistakes[name]
        rows = [list(row) for row in self.rows]
        old = rows[one.row][one.column]
        rows[one.row][one.column] = old._replace(text=one.text) if isinstance(old, C) else one.text
        return replace(self, rows=tuple(map(tuple, rows)), wrong=name)

    def told(self) -> frozenset[str]:
        """The rules that must speak."""
        return frozenset(self.mistakes[self.wrong].rules) if self.wrong else frozenset()


def c(text: str, across: int = 1, down: int = 1, form: str = "") -> C:
    """A merged or formatted cell."""
    return C(text, across, down, form)


def money(text: str) -> C:
    """A sum of money, shown with two decimals and groups of thousands."""
    return C(text, form="#,##0.00")


def share(text: str) -> C:
    """A percentage with as many decimals as printed."""
    decimals = len(text.rstrip("%").partition(".")[2])
    return C(text, form=f"0.{'0' * decimals}%" if decimals else "0%")


def _wide(text: str) -> C:
    """A sum of money over two columns."""
    return C(text, 2, form="#,##0.00")


def _rate(text: str) -> C:
    """A percentage over two columns."""
    return share(text)._replace(across=2)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def write(form: Form, path: Path) -> Path:
    """The form as a file, by the extension of its name."""
    return {".xlsx": _xlsx, ".docx": _docx, ".pdf": _pdf}[path.suffix](form, path)


def placed(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[int, C]]]:
    """The cells of each row with the column (from 1) they stand in, those merged from above left out."""
    taken: set[tuple[int, int]] = set()
    made: list[list[tuple[int, C]]] = []
    for n, row in enumerate(rows):
        column, line = 1, []
        for one in row:
            shape = one if isinstance(one, C) else C(one)
            while (n, column) in taken:
                column += 1
            line.append((column, shape))
            taken |= {(n + d, column + a) for d in range(shape.down) for a in range(shape.across)}
            column += shape.across
        made.append(line)
    return made


def _xlsx(form: Form, path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    rows = placed(form.rows)
    width = max(column + shape.across - 1 for line in rows for column, shape in line)
    at = 0
    for text in form.above:
        at += 1
        sheet.cell(at, 1, text)
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
    for line in rows:
        at += 1
        for column, shape in line:
            target = sheet.cell(at, column)
            target.value, target.number_format = _stored(shape)
            if isinstance(target.value, str):
                target.data_type = "s"  # =100% is words here, not a formula
            if shape.across * shape.down > 1:
                last = (at + shape.down - 1, column + shape.across - 1)
                sheet.merge_cells(start_row=at, start_column=column, end_row=last[0], end_column=last[1])
    for text in form.below:
        at += 1
        sheet.cell(at, 1, text)
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
    book.save(path)
    return path


def _stored(shape: C) -> tuple[str | int | float | None, str]:
    """What a cell stores, and its number format."""
    plain = shape.text.replace(",", "")
    if re.fullmatch(r"-?\d+(\.\d+)?%", plain) and shape.form:
        return float(plain[:-1]) / 100, shape.form
    if re.fullmatch(r"-?\d+(\.\d+)?", plain):
        decimals = len(plain.partition(".")[2])
        return float(plain) if decimals else int(plain), shape.form or (
            f"0.{'0' * decimals}" if decimals else "General"
        )
    return shape.text or None, "General"


def _docx(form: Form, path: Path) -> Path:
    rows = placed(form.rows)
    width = max(column + shape.across - 1 for line in rows for column, shape in line)
    made: list[list[Xml]] = []
    reaching: dict[int, tuple[int, int]] = {}  # column → width and rows left of a cell merged down
    for line in rows:
        by_column = dict(line)
        row: list[Xml] = []
        column = 1
        while column <= width:
            if column in reaching:
                across, left = reaching.pop(column)
                row.append(cell(across=across, down="continue"))
                if left > 1:
                    reaching[column] = across, left - 1
                column += across
                continue
            shape = by_column.get(column, C(""))
            down = "restart" if shape.down > 1 else ""
            row.append(cell(*([shape.text] if shape.text else []), across=shape.across, down=down))
            if shape.down > 1:
                reaching[column] = shape.across, shape.down - 1
            column += shape.across
        made.append(row)
    return make_docx(path, [*(p(text) for text in form.above), table(made), *(p(text) for text in form.below)])


COLUMN, PADDING, SIZE, LEADING, TOP = 38, 4, 8, 10, 1700  # points; so narrow that 1,200.00 takes two lines


def _pdf(form: Form, path: Path) -> Path:
    rows = placed(form.rows)
    heights = [max(len(_wrapped(s)) for _, s in line if s.down == 1) * LEADING + PADDING for line in rows]
    at = TOP - 40
    content = b"".join(words(40, TOP - LEADING * n, text, SIZE) for n, text in enumerate(form.above))
    for n, line in enumerate(rows):
        for column, shape in line:
            left, right = 40 + COLUMN * (column - 1), 40 + COLUMN * (column - 1 + shape.across)
            bottom = at - sum(heights[n : n + shape.down])
            content += ruling(left, at, right, at) + ruling(left, bottom, right, bottom)
            content += ruling(left, bottom, left, at) + ruling(right, bottom, right, at)
            for m, part in enumerate(_wrapped(shape), 1):
                content += words(left + PADDING, at - LEADING * m, part, SIZE)
        at -= heights[n]
    content += b"".join(words(40, at - LEADING * n, text, SIZE) for n, text in enumerate(form.below, 2))
    return make_pdf(path, [content], size=(595, TOP + 40))


def _wrapped(shape: C) -> list[str]:
    """The lines of a cell, as full as its width allows; no closing mark begins one."""
    room = COLUMN * shape.across - 2 * PADDING
    lines = [""]
    for char in shape.text:
        if _width(lines[-1] + char) > room and char not in "，。、；：）%.":
            lines.append("")
        lines[-1] += char
    return lines


def _width(text: str) -> int:
    return sum(SIZE // 2 if char.isascii() else SIZE for char in text)


# ── the forms ────────────────────────────────────────────────────────────────────────────────────────────────────────
F1 = Form(
    "F1",
    ("项目支出绩效自评表", "（2022年度）"),
    (
        (c("项目名称", 3), c("红枫镇灌溉渠道整治项目", 7)),
        (c("主管部门", 3), c("红枫县水务局", 3), "实施单位", c("红枫镇人民政府", 3)),
        (
            c("项目资金（万元）", 2, 5),
            "",
            "年初预算数",
            "全年预算数（A）",
            "全年执行数（B）",
            "分值",
            "执行率（B/A）",
            c("得分", 2),
        ),
        ("年度资金总额", money("1,200.00"), money("1,260.00"), money("1,197.00"), "10", share("95.00%"), c("9.5", 2)),
        (
            "其中：当年财政拨款",
            money("1,000.00"),
            money("1,060.00"),
            money("1,017.00"),
            "—",
            share("95.94%"),
            c("—", 2),
        ),
        ("上年结转资金", money("200.00"), money("200.00"), money("180.00"), "—", share("90.00%"), c("—", 2)),
        ("其他资金", "", "/", "", "—", "", c("—", 2)),
        (c("年度总体目标", 1, 2), c("预期目标", 5), c("实际完成情况", 4)),
        (c("整治渠道，改善灌溉条件。", 5), c("渠道整治按计划实施，灌溉条件改善。", 4)),
        (
            c("绩效指标", 1, 7),
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            c("偏差原因分析及改进措施", 2),
        ),
        (
            c("产出指标（50分）", 1, 4),
            "数量指标",
            "整治渠道长度",
            "≥30公里",
            "28.5公里",
            "20",
            "19",
            c("汛期停工，次年三月前补建1.5公里，加强调度", 2),
        ),
        ("质量指标", "工程验收合格率", share("100%"), share("100%"), "10", "10", c("", 2)),
        ("时效指标", "项目按期完工率", "≥95%", "96%", "10", "10", c("", 2)),
        ("成本指标", "每公里整治成本", "≤42万元", "40万元", "10", "10", c("", 2)),
        (c("效益指标（30分）", 1, 1), "社会效益指标", "受益农户数", "≥500户", "520户", "30", "30", c("", 2)),
        (c("满意度指标（10分）", 1, 1), "服务对象满意度指标", "受益群众满意度", "≥90%", "93.5%", "10", "10", c("", 2)),
        (c("总分", 6), "100", "98.5", c("", 2)),
    ),
    mistakes={
        "执行率": Mistake(3, 5, "96.00%", ("exec-rate",)),
        "执行率得分": Mistake(3, 6, "9.8", ("exec-score", "total-score-sum")),
        "资金合计": Mistake(3, 1, "1,210.00", ("total-eq-parts",)),
        "得分超过分值": Mistake(14, 6, "31", ("score-over-weight", "positive-score", "total-score-sum")),
        "未达满分": Mistake(10, 6, "20", ("positive-score", "total-score-sum")),
        "总分": Mistake(16, 2, "97.5", ("total-score-sum",)),
        "权重": Mistake(11, 4, "12", ("full-marks-sum", "dimension-weight-sum", "level1-weights", "met-not-full")),
        "没有原因": Mistake(10, 7, "", ("unmet-reason",)),
    },
)

F2 = Form(
    "F2",
    ("转移支付区域（项目）绩效目标自评表", "（2021年度）"),
    (
        (c("转移支付（项目）名称", 2), c("农村公路养护补助资金", 7)),
        (c("中央主管部门", 2), c("交通运输部", 3), c("地方主管部门", 2), c("青禾县交通运输局", 2)),
        (c("项目资金（万元）", 2, 4), "", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", c("得分", 2)),
        ("年度资金总额：", money("860.00"), money("817.00"), "10", share("95%"), c("9.5", 2)),
        ("其中：本年财政拨款", money("800.00"), money("760.00"), "/", share("95%"), c("/", 2)),
        ("其他资金", money("60.00"), money("57.00"), "/", share("95%"), c("/", 2)),
        (c("总体目标", 1, 2), c("年初设定目标", 4), c("年度总体目标完成情况综述", 4)),
        (c("养护农村公路，保障通行。", 4), c("养护任务完成，路况良好。", 4)),
        (
            c("绩效指标", 1, 6),
            "一级指标",
            "二级指标",
            "三级指标",
            "分值",
            "年度指标值",
            "全年实际值",
            "得分",
            "未完成原因及拟采取的改进措施",
        ),
        (c("产出指标", 1, 3), "数量指标", "养护里程", "25", "≥260公里", "266公里", "25", ""),
        ("质量指标", "优良路率", "15", "≥85%", "87.2%", "15", ""),
        ("时效指标", "日常养护及时率", "10", "=100%", "100%", "10", ""),
        ("效益指标", "社会效益指标", "改善出行条件", "30", "有所改善", "达成预期指标", "30", ""),
        ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "10", "≥90%", "91%", "10", ""),
        (c("总分", 4), "100", "", "", "99.5", ""),
    ),
    mistakes={
        "执行率": Mistake(3, 4, "97%", ("exec-rate",)),
        "拨款合计": Mistake(4, 2, "700.00", ("total-eq-parts", "exec-rate")),
        "权重合计": Mistake(14, 1, "110", ("full-marks-sum",)),
        "总分": Mistake(14, 4, "98.5", ("total-score-sum",)),
        "实际值带符号": Mistake(9, 5, "≥266公里", ("sign-in-actual",)),
        "单位不一": Mistake(9, 5, "6处", ("unit-differs",)),
        "总分空着": Mistake(14, 4, "", ("total-left-blank",)),
        "缺实际值": Mistake(10, 4, "", ("indicator-no-actual", "scored-without-result")),
        "识别错": Mistake(13, 4, "290%", ("misread-target",)),
    },
)

FT = Form(
    "FT",
    ("转移支付区域（项目）绩效目标自评表", "（2022年度）"),
    (
        (c("转移支付（项目）名称", 3), c("农村危房改造补助资金", 5)),
        (c("中央主管部门", 3), c("住房和城乡建设部", 2), "地方主管部门", c("青禾县住房和城乡建设局", 2)),
        (
            c("资金投入情况（万元）", 2, 6),
            "",
            c("全年预算数（A）", 2),
            "全年执行数（B）",
            c("预算执行率（B/A×100%）", 2),
        ),
        ("年度资金总额：", _wide("1,200.00"), money("1,113.00"), _rate("92.75%")),
        ("其中：中央财政资金", _wide("800.00"), money("776.00"), _rate("97.00%")),
        ("省级财政资金", _wide("250.00"), money("215.00"), _rate("86.00%")),
        ("市县财政资金", _wide("50.00"), money("42.00"), _rate("84.00%")),
        ("其他资金", _wide("100.00"), money("80.00"), _rate("80.00%")),
        (c("资金管理情况", 2, 5), "", c("情况说明", 3), c("存在问题和改进措施", 2)),
        ("分配科学性", c("按危房存量和财力分配。", 3), c("", 2)),
        ("下达及时性", c("2022年4月20日收到上级资金，5月12日分解下达到乡镇。", 3), c("", 2)),
        ("执行准确性", c("按批复的预算执行。", 3), c("", 2)),
        ("支出责任履行情况", c("地方资金已列入本级预算。", 3), c("", 2)),
        (c("总体目标完成情况", 1, 2), c("总体目标", 4), c("全年实际完成情况", 3)),
        (c("改造农村危房，保障住房安全。", 4), c("危房改造任务完成，验收合格。", 3)),
        (
            c("绩效指标", 1, 5),
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            "全年实际完成值",
            c("未完成原因和改进措施", 2),
        ),
        (c("产出指标", 1, 2), "数量指标", "改造危房户数", "≥200户", "204户", c("", 2)),
        ("时效指标", "按期开工率", "=100%", "100%", c("", 2)),
        ("效益指标", "社会效益指标", "住房安全保障率", "=100%", "100%", c("", 2)),
        ("满意度指标", "服务对象满意度指标", "改造户满意度", "≥90%", "94%", c("", 2)),
    ),
    mistakes={
        "省级执行率": Mistake(5, 3, "88.00%", ("exec-rate",)),
        "总额": Mistake(3, 1, "1,210.00", ("total-eq-parts", "exec-rate")),
        "市县执行": Mistake(6, 2, "24.00", ("total-eq-parts", "exec-rate")),
        "市县未支出": Mistake(6, 2, "0.00", ("level-unspent", "total-eq-parts", "exec-rate")),
        "分配未说明": Mistake(9, 1, "", ("management-left-blank",)),
        "下达迟": Mistake(10, 1, "2022年4月20日收到上级资金，6月28日分解下达到乡镇。", ("passed-within-30-days",)),
        "下达在前": Mistake(
            10, 1, "2022年5月20日收到上级资金，2022年5月12日分解下达到乡镇。", ("passed-after-received",)
        ),
    },
)

F3 = Form(
    "F3",
    ("部门预算项目支出绩效自评表（2023年度）", "报编号：510000_0013zp　　金额单位：万元"),
    (
        (c("项目名称", 2), c("510131-乡村振兴示范点建设", 9)),
        (c("主管部门", 2), c("银杏县农业农村局", 4), c("实施单位（盖章）", 2), c("银杏县农业农村局", 3)),
        (
            c("预算执行情况（10分）", 1, 4),
            c("年度预算数", 2),
            "年初预算",
            "调整后预算数",
            c("预算执行数", 2),
            "预算执行率",
            "权重",
            "得分",
            c("原因", 2),
        ),
        (
            c("总额", 2),
            money("238.93"),
            money("251.89"),
            c("246.85", 2, form="#,##0.00"),
            share("98.00%"),
            "10",
            "9.8",
            c("人员调整追加工资", 2),
        ),
        (
            c("其中：财政资金", 2),
            money("238.93"),
            money("251.89"),
            c("246.85", 2, form="#,##0.00"),
            share("98.00%"),
            "/",
            "/",
            c("", 2),
        ),
        (c("单位资金", 2), "", "", c("", 2), "", "/", "/", c("", 2)),
        (
            c("绩效指标（90分）", 1, 7),
            "一级指标",
            "二级指标",
            "三级指标",
            "指标性质",
            "指标值",
            "度量单位",
            "完成值",
            "权重",
            "得分",
            "未完成原因分析",
        ),
        (c("产出指标", 1, 3), "数量指标", "建设示范点", "≥", "12", "个", "12", "20", "20", ""),
        ("质量指标", "验收合格率", "＝", "100", "%", "100", "20", "20", ""),
        ("成本指标", "补助标准", "≤", "20", "万元/个", "20", "10", "10", ""),
        (
            c("效益指标", 1, 2),
            "经济效益指标",
            "带动农户增收",
            "≥",
            "1500",
            "元",
            "1430",
            "15",
            "14.3",
            "市场价格回落，已加强产销对接",
        ),
        ("社会效益指标", "提升村容村貌", "定性", "明显提升", "", "达成预期指标", "15", "15", ""),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥", "95", "%", "96.2", "10", "10", ""),
        (c("合计", 8), "100", "99.1", ""),
        (c("评价结论", 2), c("项目自评总分99.1分，示范点全部建成。", 9)),
        (c("存在问题", 2), c("产销对接不够。", 9)),
        (c("改进措施", 2), c("加强产销对接。", 9)),
    ),
    mistakes={
        "执行率": Mistake(3, 4, "99.00%", ("exec-rate",)),
        "执行得分": Mistake(3, 6, "9.5", ("exec-score", "total-score-sum")),
        "未达满分": Mistake(10, 8, "15", ("positive-score", "total-score-sum")),
        "合计": Mistake(13, 2, "99.6", ("total-score-sum", "same-figure-agrees")),
        "结论不符": Mistake(14, 1, "项目自评总分96.1分，示范点全部建成。", ("same-figure-agrees",)),
        "调整无原因": Mistake(3, 7, "", ("adjust-reason",)),
        "提示未删": Mistake(15, 1, "请说明存在的问题（200字以内）", ("template-hint-left",)),
    },
)

F4 = Form(
    "F4",
    ("2020年度水土保持项目绩效自评表", "单位名称：湖北省青石县水利局　　填报日期：2021-03-15"),
    (
        (c("项目名称", 2), c("水土流失综合治理", 6)),
        (c("主管部门", 2), c("青石县水利局", 2), c("项目实施单位", 2), c("青石县水土保持站", 2)),
        (c("项目类别", 2), c("1、部门预算项目□　2、省直专项□　3、省对下转移支付☑", 6)),
        (c("项目属性", 2), c("1、持续性项目☑　2、新增性项目□", 6)),
        (
            c("预算执行情况（万元）（20分）", 2, 2),
            "",
            c("预算数（A）", 2),
            c("执行数（B）", 1),
            "执行率（B/A）",
            "得分（20分*执行率）",
        ),
        ("年度财政资金总额", c("650", 2), "617.5", share("95%"), "19"),
        (
            c("年度绩效目标1（40分）", 2, 4),
            "一级指标",
            "二级指标",
            "三级指标",
            "年初目标值（A）",
            "实际完成值（B）",
            "得分",
        ),
        (c("产出指标", 1, 2), "数量指标", "治理水土流失面积（10分）", "≥25平方公里", "25.4平方公里", "10"),
        ("质量指标", "工程质量合格率（10分）", "100%", "100%", "10"),
        ("效益指标", "生态效益指标", "减少土壤流失量（20分）", "≥5万吨", "4.9万吨", "19.6"),
        (
            c("年度绩效目标2（40分）", 2, 3),
            "一级指标",
            "二级指标",
            "三级指标",
            "年初目标值（A）",
            "实际完成值（B）",
            "得分",
        ),
        ("产出指标", "数量指标", "新建谷坊（20分）", "≥16座", "16座", "20"),
        ("满意度指标", "满意度指标", "群众满意度（20分）", "≥90%", "92%", "20"),
        (c("总分", 7), "98.6"),
        (c("偏差大或目标未完成原因分析", 2), c("汛期延后，部分林草措施未到生长期。", 6)),
        (c("改进措施及结果应用方案", 2), c("加强后期管护；结果作为下年度预算安排依据。", 6)),
    ),
    mistakes={
        "执行得分": Mistake(5, 4, "20", ("exec-score", "total-score-sum")),
        "目标块": Mistake(6, 0, "年度绩效目标1（50分）", ("hb-goals-80", "hb-goal-block-sum")),
        "总分": Mistake(13, 1, "99.6", ("total-score-sum",)),
        "未达满分": Mistake(9, 5, "20", ("full-score-unmet", "total-score-sum")),
        "原因栏空": Mistake(14, 1, "", ("hb-unfinished-box", "unmet-reason")),
        "结果应用空": Mistake(15, 1, "", ("hb-result-use-box",)),
        "未勾选": Mistake(3, 1, "1、持续性项目□　2、新增性项目□", ("hb-header-fields",)),
    },
)

F5 = Form(
    "F5",
    ("2021年度部门整体绩效自评表", "单位名称：湖北省青石县档案馆　　填报日期：2022-03-10"),
    (
        ("基本支出总额", c("312.40", 2, form="#,##0.00"), c("项目支出总额", 2), c("187.60", 3, form="#,##0.00")),
        (
            c("预算执行情况（万元）（20分）", 1, 2),
            c("", 2),
            c("预算数（A）", 2),
            "执行数（B）",
            "执行率（B/A）",
            "得分（20分*执行率）",
        ),
        (c("部门整体支出总额", 2), c("512.80", 2, form="#,##0.00"), money("500.00"), share("97.5%"), "19.5"),
        (
            c("年度目标1（80分）", 1, 6),
            c("年度绩效指标", 1, 6),
            "一级指标",
            "二级指标",
            "三级指标",
            "年初目标值（A）",
            "实际完成值（B）",
            "得分",
        ),
        (c("产出指标", 1, 3), "数量指标", "整理档案（20分）", "≥8000卷", "8160卷", "20"),
        ("质量指标", "档案数字化合格率（15分）", "≥98%", "98.6%", "15"),
        ("时效指标", "年度任务按期完成率（15分）", "100%", "100%", "15"),
        ("效益指标", "社会效益指标", "查档接待（20分）", "≥1200人次", "1140人次", "19"),
        ("满意度指标", "满意度指标", "查档群众满意度（10分）", "≥95%", "97%", "10"),
        (c("总分", 7), "98.5"),
        (c("偏差大或目标未完成原因分析", 2), c("馆舍维修闭馆一个月。", 6)),
        (c("改进措施及结果应用方案", 2), c("增加网上查档；结果与下年度预算挂钩。", 6)),
    ),
    mistakes={
        "基本加项目": Mistake(0, 1, "321.40", ("basic-plus-project",)),
        "执行率": Mistake(2, 3, "99.5%", ("exec-rate",)),
        "总分": Mistake(9, 1, "99.5", ("total-score-sum",)),
        "未达满分": Mistake(7, 5, "20", ("positive-score", "total-score-sum")),
    },
)

_LOST_WEIGHT = (
    *("full-marks-sum", "score-by-factor", "score-over-weight", "positive-score"),
    *("score-table-incomplete", "score-exec-gap"),
)
F6 = Form(
    "F6",
    ("2021年度部门整体绩效自评表",),
    (
        ("主管部门", c("南坪区融媒体中心", 2), "财政处室", c("教科文科", 2), "自评总分", c("97.5", 3)),
        ("部门联系人", c("陈某", 2), "联系电话", c("023-00000000", 6)),
        (
            c("部门支出预算执行情况（万元）", 1, 2),
            "年初预算数",
            c("全年（调整）预算数", 2),
            c("全年执行数", 2),
            "执行率（%）",
            "执行率权重",
            c("执行率得分", 2),
        ),
        (
            money("1,480.00"),
            c("1,600.00", 2, form="#,##0.00"),
            c("1,520.00", 2, form="#,##0.00"),
            "95",
            "10",
            c("9.5", 2),
        ),
        ("绩效目标", c("年初绩效目标", 3), c("全年（调整）绩效目标", 3), c("全年目标实际完成情况", 3)),
        ("", c("办好新闻宣传。", 3), c("办好新闻宣传。", 3), c("新闻宣传任务完成。", 3)),
        (
            "指标名称",
            "计量单位",
            "指标性质",
            "年初指标值",
            "调整指标值",
            "全年完成值",
            "得分系数（%）",
            "指标权重",
            "指标得分",
            "是否核心指标",
        ),
        ("外宣发稿", "篇", "≥", "300", "300", "326", "100", "30", "30", "是"),
        ("记者培训", "人次", "≥", "60", "50", "45", "90", "20", "18", "否"),
        ("节目安全播出率", "%", "＝", "100", "100", "100", "100", "25", "25", "是"),
        ("观众满意度", "%", "≥", "90", "", "92.5", "100", "15", "15", "否"),
        (c("合计", 7), "100", "97.5", ""),
    ),
    ("偏差原因分析：因场地调整，培训压减一期。",),
    mistakes={
        "系数得分": Mistake(8, 8, "19", ("score-by-factor", "positive-score", "total-score-sum")),
        "执行率": Mistake(3, 3, "96", ("exec-rate",)),
        "总分不符": Mistake(0, 5, "98.5", ("same-figure-agrees",)),
        "合计": Mistake(11, 2, "98.5", ("total-score-sum", "same-figure-agrees")),
        "权重": Mistake(9, 7, "20", _LOST_WEIGHT),
        "系数": Mistake(8, 6, "100", ("score-by-factor", "factor-by-result")),
    },
)

FORMS: Mapping[str, Form] = {one.name: one for one in (F1, F2, FT, F3, F4, F5, F6)}

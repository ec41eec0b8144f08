"""What stands on which sheet: columns with their heading and the kind of value a cell may hold.

A second table of words beside the guide's, because exporting starts without Django; a test holds both together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mantetong.domain.criteria.tree import Comparison, Quantifier, VisitKind
from mantetong.domain.papers import PaperKind
from mantetong.domain.policy import EffectiveRule, Status


class Holds(StrEnum):
    """What a cell of a column holds. NAMED: one of the choices by its name, or a name of its own."""

    TEXT = "text"
    WORDS = "words"
    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    AMOUNT = "amount"
    WHOLE = "whole"
    YES = "yes"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` map what is stored to what is shown; `must` forbids an empty cell; `told` is never read back."""

    name: str
    title: str
    holds: Holds = Holds.TEXT
    choices: Mapping[str, str] = field(default_factory=dict)
    must: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `key` is the dated key of a disease it holds; empty for the names, which have no day."""

    title: str
    key: str
    columns: tuple[Column, ...]


STATUSES = {Status.OFFICIAL.value: "官方文件", Status.GUIDE.value: "公开指南", Status.SAMPLE.value: "样例"}
PAPERS: dict[str, str] = {
    PaperKind.ID_FRONT: "身份证人像面",
    PaperKind.ID_BACK: "身份证国徽面",
    PaperKind.SOCIAL_SECURITY_CARD: "社会保障卡",
    PaperKind.E_CREDENTIAL_SCREENSHOT: "医保电子凭证截图",
    PaperKind.HOUSEHOLD_REGISTER: "户口簿",
    PaperKind.APPLICATION_FORM: "申请表",
    PaperKind.DIAGNOSIS_CERTIFICATE: "诊断证明",
    PaperKind.DISCHARGE_RECORD: "出院记录",
    PaperKind.OUTPATIENT_RECORD: "门诊病历",
    PaperKind.PRESCRIPTION: "处方",
    PaperKind.LAB_REPORT: "化验报告",
    PaperKind.IMAGING_REPORT: "影像报告",
    PaperKind.PATHOLOGY_REPORT: "病理报告",
    PaperKind.ECG: "心电图",
    PaperKind.MANDATE: "委托书",
    PaperKind.OTHER: "其他材料",
    PaperKind.NOT_A_DOCUMENT: "不是材料",
}
COMPARISONS: dict[str, str] = {
    Comparison.AT_LEAST: "不低于",
    Comparison.ABOVE: "高于",
    Comparison.AT_MOST: "不高于",
    Comparison.BELOW: "低于",
    Comparison.POSITIVE: "阳性",
    Comparison.NEGATIVE: "阴性",
}
QUANTIFIERS: dict[str, str] = {Quantifier.ANY: "任一次", Quantifier.LATEST: "最近一次", Quantifier.ALL: "每一次"}
VISITS: dict[str, str] = {VisitKind.OUTPATIENT: "门诊", VisitKind.INPATIENT: "住院"}
RULES: dict[str, str] = {
    EffectiveRule.SAME_DAY: "认定当天",
    EffectiveRule.NEXT_DAY: "认定次日",
    EffectiveRule.FIRST_OF_NEXT_MONTH: "认定次月1日",
}
NODES = {
    "all": "全部满足", "any": "任一满足", "at_least": "至少满足", "document": "材料", "lab": "化验", "visits": "就诊",
    "examination": "检查", "age": "年龄", "exclusion": "不得同时享受", "stated": "医生写明",
}  # fmt: skip
AMOUNTS = {"deductible_yuan": "起付线（元）", "ratio": "支付比例", "yearly_cap_yuan": "年度限额（元）"}
NO_LONGER = "不再规定"

_WHO = (Column("code", "病种代码", Holds.CODE, must=True), Column("called", "病种名称", told=True))
_SINCE = (*_WHO, Column("since", "自哪天起", Holds.DAY, must=True))
_SAID = (
    Column("source", "来源", must=True),
    Column("status", "性质", Holds.CHOICE, STATUSES, must=True),
    Column("note", "备注"),
)
IDENTITY = Sheet(
    "病种", "",
    (
        Column("code", "病种代码", Holds.CODE, must=True), Column("name", "名称", must=True), Column("disease_class", "类别"),
        Column("synonyms", "同义名称", Holds.WORDS), Column("lay_names", "俗称", Holds.WORDS), Column("icd10", "ICD-10", Holds.CODES),
        Column("local_code", "本地代码"), Column("sensitive", "敏感病种", Holds.YES), Column("urgent", "急重", Holds.YES),
    ),
)  # fmt: skip
LISTED = Sheet("列入目录", "listed", (*_SINCE, Column("value", "是否列入", Holds.YES), *_SAID))
VALIDITY = Sheet(
    "有效期", "validity",
    (
        *_SINCE, Column("months", "有效期（月，空为长期）", Holds.WHOLE), Column("review_every_months", "复审间隔（月）", Holds.WHOLE),
        Column("renewal_window_days", "可提前续办（天）", Holds.WHOLE), Column("renews_itself", "到期自动续办", Holds.YES),
        Column("renewal_proof_months", "续办材料近几个月内", Holds.WHOLE), *_SAID,
    ),
)  # fmt: skip
CRITERIA = Sheet(
    "认定标准", "criteria",
    (
        *_SINCE, Column("path", "编号", Holds.CODE, must=True), Column("node", "条件", Holds.CHOICE, NODES, must=True),
        Column("label", "说明"), Column("number", "至少几项", Holds.WHOLE), Column("kinds", "材料种类", Holds.CHOICES, PAPERS),
        Column("naming", "材料写明其一", Holds.WORDS), Column("words", "报告见其一", Holds.WORDS),
        Column("issuer_level", "医院级别", Holds.WHOLE), Column("public", "公立医院", Holds.YES), Column("sealed", "须盖章", Holds.YES),
        Column("signatures", "医生签名数", Holds.WHOLE), Column("kind", "就诊种类", Holds.CHOICE, VISITS),
        Column("count", "次数", Holds.WHOLE), Column("item", "化验项目", Holds.CODE),
        Column("comparison", "比较", Holds.CHOICE, COMPARISONS), Column("limit", "界值", Holds.NUMBER), Column("unit", "单位"),
        Column("male", "男性界值", Holds.NUMBER), Column("female", "女性界值", Holds.NUMBER), Column("by_age", "各年龄起的界值", Holds.CODES),
        Column("repeats", "几次报告", Holds.WHOLE), Column("quantifier", "看哪一次", Holds.CHOICE, QUANTIFIERS),
        Column("within_months", "近几个月内", Holds.WHOLE), Column("older_than_months", "满几个月", Holds.WHOLE),
        Column("at_least", "不小于几岁", Holds.WHOLE), Column("at_most", "不大于几岁", Holds.WHOLE),
        Column("diseases", "不得同时享受的病种", Holds.CODES), Column("key", "写明事项"), Column("own", "本条来源"), *_SAID,
    ),
)  # fmt: skip
PAYMENT = Sheet(
    "支付", "payment",
    (
        *_SINCE, Column("item", "项目", Holds.NAMED, {**AMOUNTS, NO_LONGER: NO_LONGER}, must=True),
        Column("group", "适用（险种›医院级别）"), Column("amount", "数值（空为不设）", Holds.AMOUNT), *_SAID,
    ),
)  # fmt: skip
EXCLUDES = Sheet("不能同时享受", "excludes", (*_SINCE, Column("value", "哪些病种", Holds.CODES), *_SAID))
EFFECTIVE = Sheet("生效日", "effective", (*_SINCE, Column("value", "从哪天生效（空为按地区）", Holds.CHOICE, RULES), *_SAID))
SHEETS = (IDENTITY, LISTED, VALIDITY, CRITERIA, PAYMENT, EXCLUDES, EFFECTIVE)
DATED = {sheet.key: sheet for sheet in SHEETS if sheet.key}

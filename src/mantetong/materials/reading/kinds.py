# ruff: noqa: PLR2004 - lengths and counts of what is printed
"""What kind of paper it is, by its title first and its body second. An unsure answer is OTHER, which is never called wrong."""

import re

from mantetong.domain.papers import PaperKind
from mantetong.materials.reading.shapes import PageReading

_TITLES: tuple[tuple[PaperKind, str], ...] = (
    (PaperKind.APPLICATION_FORM, r"(申请表|认定表|审批表|申报表|鉴定表|备案表|登记表)$"),
    (PaperKind.MANDATE, r"(授权)?委托书$"),
    (PaperKind.DIAGNOSIS_CERTIFICATE, r"(诊断|疾病)证明书?$|诊断证明书?|(?<!出院)病情证明书?$"),
    (PaperKind.DISCHARGE_RECORD, r"出院(记录|小结|(病情)?证明书?|证|总结|摘要)(单|书)?$|住院病案首页|病案首页"),
    (PaperKind.PATHOLOGY_REPORT, r"病理.{0,8}(报告|诊断)(单|书)?$|细胞学.{0,6}报告"),
    (PaperKind.ECG, r"心电图.{0,6}(报告|检查|诊断)?(单|书)?$"),
    (PaperKind.LAB_REPORT, r"(检验|化验|检测|生化|血常规|尿常规|免疫).{0,8}(报告|结果)?(单|书)?$"),
    (
        PaperKind.IMAGING_REPORT,
        r"(CT|MRI?|DR|X线|X光|超声|彩超|B超|磁共振|放射|影像|内镜|胃镜|肠镜|造影|眼底|骨密度|肺功能|检查).{0,10}(报告|诊断)(单|书)?$",
    ),
    (PaperKind.PRESCRIPTION, r"处方(笺|单)?$"),
    (PaperKind.OUTPATIENT_RECORD, r"(门诊|急诊|门急诊|门\(急\)诊).{0,4}(病历|病案|就诊记录|记录)"),
    (PaperKind.HOUSEHOLD_REGISTER, r"常住人口登记卡|居民户口簿|户口簿"),
    (PaperKind.E_CREDENTIAL_SCREENSHOT, r"医保(电子凭证|码)$|电子凭证$"),
    (PaperKind.SOCIAL_SECURITY_CARD, r"社会保障卡$"),
    (PaperKind.ID_BACK, r"居民身份证$"),
)
_BODIES: tuple[tuple[PaperKind, int, tuple[str, ...]], ...] = (
    (PaperKind.ID_FRONT, 3, ("公民身份号码", "姓名", "性别", "民族", "出生", "住址")),
    (PaperKind.ID_BACK, 2, ("签发机关", "有效期限", "居民身份证", "^中华人民共和国$")),
    (PaperKind.SOCIAL_SECURITY_CARD, 2, ("社会保障号码", "社会保障卡", "社会保障卡号", "发卡日期")),
    (PaperKind.E_CREDENTIAL_SCREENSHOT, 2, ("医保电子凭证", "医保码", "亲情账户", "出示.{0,8}码", "国家医疗保障局")),
    (PaperKind.HOUSEHOLD_REGISTER, 2, ("户主或与", "曾用名", "常住人口登记", "承办人签章", "登记日期", "与户主关系")),
    (
        PaperKind.APPLICATION_FORM,
        2,
        ("申请病种", "申请人签名", "经办机构意见", "申请理由", "参保类别", "联系电话", "专家.{0,4}意见"),
    ),
    (
        PaperKind.DISCHARGE_RECORD,
        3,
        ("入院诊断", "出院诊断", "出院医嘱", "诊疗经过", "入院日期", "出院日期", "住院号", "出院情况"),
    ),
    (
        PaperKind.LAB_REPORT,
        3,
        ("参考(区间|范围|值)", "标本", "项目(名称)?", "结果", "检验者", "采集时间", "单位", "报告时间", "审核者"),
    ),
    (PaperKind.DIAGNOSIS_CERTIFICATE, 2, ("证明书", "临床诊断", "处理意见", "特此证明", "专用章无效", "医院.?盖章")),
    (PaperKind.PATHOLOGY_REPORT, 2, ("病理号", "肉眼所见", "镜下所见", "病理诊断", "免疫组化", "送检材料")),
    (
        PaperKind.IMAGING_REPORT,
        2,
        ("检查所见", "影像所见", "超声所见", "诊断意见", "检查部位", "检查方法", "影像号", "印象", "超声提示"),
    ),
    (PaperKind.ECG, 2, ("窦性", "心率", "PR间期|P-R间期", "QRS", "QT", "心电轴", "25 ?mm/s")),
    (PaperKind.PRESCRIPTION, 2, ("处方", r"R[pP]\.?[:：]?$", "用法", "药品金额|药费", "审核.{0,4}调配", "发药")),
    (PaperKind.OUTPATIENT_RECORD, 2, ("主诉", "现病史", "既往史", "体格检查", "就诊时间|就诊日期", "初步诊断", "处理")),
    (PaperKind.MANDATE, 2, ("委托人", "受托人|被委托人", "委托事项", "委托期限")),
)
_BLANKS = re.compile(r"\s+")
_TITLE_POINTS = 6.0


def kind_of(pages: tuple[PageReading, ...]) -> PaperKind:
    """The kind of the whole paper, by its first page that says. NOT_A_DOCUMENT where hardly anything is written."""
    for page in pages:
        kind = _kind_of_page(page)
        if kind not in (PaperKind.OTHER, PaperKind.NOT_A_DOCUMENT):
            return kind
    written = sum(len(line.text) for page in pages for line in page.lines)
    return PaperKind.OTHER if written >= 12 else PaperKind.NOT_A_DOCUMENT


def _kind_of_page(page: PageReading) -> PaperKind:
    points: dict[PaperKind, float] = {}
    words = [_BLANKS.sub("", line.text) for line in page.lines]
    for kind, place in _titled(page, words):
        points[kind] = max(points.get(kind, 0.0), _TITLE_POINTS + place)
    everything = "\n".join(words)
    for kind, least, clues in _BODIES:
        hits = sum(bool(re.search(clue, everything, re.MULTILINE)) for clue in clues)
        if hits >= least:
            points[kind] = points.get(kind, 0.0) + hits
    return max(points, key=lambda kind: points[kind]) if points else PaperKind.OTHER


def _titled(page: PageReading, words: list[str]) -> list[tuple[PaperKind, float]]:
    """The kinds a short, tall or high line names, with up to 3 points for standing high and tall."""
    if not page.lines:
        return []
    heights = sorted(line.height for line in page.lines)
    usual, top = heights[len(heights) // 2], min(line.centre[1] for line in page.lines)
    span = max(1.0, max(line.centre[1] for line in page.lines) - top)
    found = []
    for line, text in zip(page.lines, words, strict=True):
        if len(text) > 26 or (re.search(r"[:：,，。；]", text) and line.height < 1.25 * usual):
            continue
        high = 1 - (line.centre[1] - top) / span
        if high < 0.6 and line.height < 1.4 * usual:
            continue
        found += [(kind, high + min(2.0, line.height / usual - 0.5)) for kind, title in _TITLES if re.search(title, text)]
    return found

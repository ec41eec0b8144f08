"""Words for the codes that packs hold."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mantetong.domain.papers import PaperKind
from mantetong.domain.payment import Band
from mantetong.domain.policy import Availability, Decider, DoorKind, EffectiveRule, Need, Status
from mantetong.web.shapes import Tone

Words = str | Promise

# How the loader names a group of criteria whose pack gives it no name, and whom the sample's amounts are for.
UNNAMED: dict[str, Words] = {
    "以下各项都要满足": _("以下各项都要满足"),
    "以下满足任意一项即可": _("以下满足任意一项即可"),
    "以下至少满足2项": _("以下至少满足2项"),
    "以下至少满足3项": _("以下至少满足3项"),
    "以下至少满足4项": _("以下至少满足4项"),
}
INSURED: dict[str, Words] = {"职工": _("职工"), "城乡居民": _("城乡居民")}
BANDS: dict[Band, Words] = {
    Band.THIRD: _("三级"),
    Band.SECOND: _("二级"),
    Band.FIRST: _("一级及以下"),
    Band.PHARMACY: _("药店"),
}

AVAILABILITY: dict[Availability, tuple[Words, Tone]] = {
    Availability.OPEN: (_("可以办理"), Tone.SUCCESS),
    Availability.OPENING: (_("逐步开通中"), Tone.INFO),
    Availability.INFORMATION: (_("查看信息"), Tone.PLAIN),
    Availability.CALL_FIRST: (_("请先电话核实"), Tone.WARNING),
}
DOORS: dict[DoorKind, Words] = {
    DoorKind.WEB: _("网页"),
    DoorKind.OIDC: _("政务服务"),
    DoorKind.WECHAT_OA: _("微信公众号"),
    DoorKind.WECHAT_MINI: _("微信小程序"),
    DoorKind.APP: _("手机应用"),
    DoorKind.COUNTER: _("线下窗口"),
    DoorKind.HOTLINE: _("电话"),
}
NEEDS: dict[Need, Words] = {
    Need.REQUIRED: _("必需"),
    Need.EXPECTED: _("应当提交（可后补）"),
    Need.EITHER: _("任选其一"),
    Need.OPTIONAL: _("可不交"),
}
FORMS: dict[str, Words] = {"paper": _("纸质（在线申请时上传照片或扫描件）"), "electronic": _("电子"), "either": _("纸质或电子")}
DECIDERS: dict[Decider, Words] = {
    Decider.AGENCY: _("医保经办机构"),
    Decider.EXPERTS: _("医保经办机构组织专家"),
    Decider.INSTITUTION: _("医保部门或委托医疗机构"),
}
EFFECTIVE: dict[EffectiveRule, Words] = {
    EffectiveRule.SAME_DAY: _("认定当天起生效"),
    EffectiveRule.NEXT_DAY: _("认定次日起生效"),
    EffectiveRule.FIRST_OF_NEXT_MONTH: _("认定次月1日起生效"),
}
NOTICES: dict[str, Words] = {
    "in_system": _("站内消息（我的办件）"),
    "sms": _("短信"),
    "wechat_oa": _("公众号消息"),
    "app": _("APP消息"),
    "mini_program": _("小程序通知"),
    "phone": _("电话"),
    "post": _("邮寄"),
}
STATUSES: dict[Status, tuple[Words, Tone]] = {
    Status.OFFICIAL: (_("官方"), Tone.PLAIN),
    Status.GUIDE: (_("指南"), Tone.PLAIN),
    Status.SAMPLE: (_("样例，非官方"), Tone.WARNING),
}
PAPERS: dict[PaperKind, Words] = {
    PaperKind.ID_FRONT: _("身份证人像面"),
    PaperKind.ID_BACK: _("身份证国徽面"),
    PaperKind.SOCIAL_SECURITY_CARD: _("社会保障卡"),
    PaperKind.E_CREDENTIAL_SCREENSHOT: _("医保电子凭证截图"),
    PaperKind.HOUSEHOLD_REGISTER: _("户口簿"),
    PaperKind.APPLICATION_FORM: _("申请表"),
    PaperKind.DIAGNOSIS_CERTIFICATE: _("诊断证明"),
    PaperKind.DISCHARGE_RECORD: _("出院记录"),
    PaperKind.OUTPATIENT_RECORD: _("门诊病历"),
    PaperKind.PRESCRIPTION: _("处方"),
    PaperKind.LAB_REPORT: _("化验报告"),
    PaperKind.IMAGING_REPORT: _("影像报告"),
    PaperKind.PATHOLOGY_REPORT: _("病理报告"),
    PaperKind.ECG: _("心电图"),
    PaperKind.MANDATE: _("委托书"),
    PaperKind.OTHER: _("其他材料"),
    PaperKind.NOT_A_DOCUMENT: _("不是材料"),
}


def size_said(size: int) -> str:
    """5MB."""
    megabytes = size / (1024 * 1024)
    return f"{megabytes:g}MB"


def validity_said(months: int | None) -> str:
    """长期有效, 2年, 18个月."""
    if months is None:
        return str(_("长期有效"))
    years, rest = divmod(months, 12)
    if rest:
        return ngettext("%(months)s个月", "%(months)s个月", months) % {"months": months}
    return ngettext("%(years)s年", "%(years)s年", years) % {"years": years}

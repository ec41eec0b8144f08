"""What people are told about each thing that is missing: plain words, what to do now, no blame."""

from django.utils.translation import gettext as _

from mantetong.domain.criteria.answers import Answer
from mantetong.domain.papers import FindingCode
from mantetong.domain.policy import Slot
from mantetong.review import papers

MATERIALS_RULE = "申请材料清单"

_FAULTS = {
    FindingCode.BLURRED: "照片有些模糊，字看不清。请把手机拿稳、对好焦，再拍一张。",
    FindingCode.DARK: "照片太暗。请到光亮的地方再拍一张。",
    FindingCode.OVEREXPOSED: "照片太亮，字看不清。请避开强光再拍一张。",
    FindingCode.GLARE: "照片有反光，挡住了字。请换个角度再拍一张。",
    FindingCode.COVERED: "有一部分被挡住了。请把整页露出来再拍一张。",
    FindingCode.CUT_OFF: "这一页没有拍全。请把四个角都拍进来。",
    FindingCode.LOW_RESOLUTION: "照片太小，放大后看不清。请拍近一些，或用原图上传。",
    FindingCode.NOISE: "照片杂点太多，字看不清。请在光亮处再拍一张。",
    FindingCode.NO_SEAL: "没有看到医院的印章。请到出具的医院加盖公章后再拍一张。",
    FindingCode.PHOTOCOPY: "这里需要原件。请拍原件，不要拍复印件。",
    FindingCode.NOT_A_DOCUMENT: "这张照片里没有看到材料。请拍材料本身。",
    FindingCode.WRONG_KIND: "这里放的不是这一种材料。请换成通知里写的这一种。",
    FindingCode.WRONG_SIDE: "拍的是另一面。请把需要的那一面拍下来。",
    FindingCode.WRONG_PERSON: "材料上的姓名或证件号码与申请人对不上。请核对后交本人的材料。",
    FindingCode.OUT_OF_DATE: "材料的日期太早了。请交近期的材料。",
    FindingCode.PAGE_MISSING: "好像缺了页。请把所有页都拍下来。",
    FindingCode.UNREADABLE_FILE: "这个文件打不开。请重新拍照上传。",
}


def words_for_slot(slot: Slot, fault: papers.Fault | None) -> str:
    """What to say about a place of the checklist, given what is wrong with it."""
    if fault is None:
        return _("请重新交一份清楚、完整的%(name)s。") % {"name": slot.name}
    if fault.is_empty:
        return _("还没有收到%(name)s。请拍照或选择文件上传。") % {"name": slot.name}
    return _FAULTS.get(fault.code, fault.say) if fault.code else fault.say


def words_for_criterion(label: str, *, answer: str = Answer.CANNOT_TELL) -> str:
    """What to say about a criterion nobody can answer from the papers at hand, or that they speak against: other papers may tell more."""
    if answer == Answer.NOT_MET:
        return _("现有材料显示还没有达到“%(label)s”。如果另有病历或检查报告，请补交。") % {"label": label}
    return _("现有材料还看不出“%(label)s”。请补交能说明这一点的病历或检查报告。") % {"label": label}

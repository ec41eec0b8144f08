"""What the stored codes are called on screen, in the official terms of `docs/glossary.md`."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.web.shapes import Tone

STAGES = {
    Stage.DRAFT: _("草稿"),
    Stage.FILED: _("已提交"),
    Stage.REVIEWING: _("审核中"),
    Stage.SUPPLEMENTING: _("待补正"),
    Stage.DETERMINING: _("认定中"),
    Stage.CONFIRMING: _("待复核"),
    Stage.DECIDED: _("已办结"),
    Stage.REFUSED: _("不予受理"),
    Stage.WITHDRAWN: _("已撤回"),
    Stage.LAPSED: _("逾期终止"),
}

ACTIONS = {
    Action.SUBMIT: _("提交申请"),
    Action.ACCEPT: _("受理"),
    Action.REFUSE: _("不予受理"),
    Action.ASK_SUPPLEMENT: _("一次性告知补正"),
    Action.ANSWER_SUPPLEMENT: _("补正材料"),
    Action.PASS_ON: _("审核通过，转入认定"),
    Action.PROPOSE: _("提出认定意见"),
    Action.CONFIRM: _("复核确认"),
    Action.SEND_BACK: _("退回上一环节"),
    Action.DECIDE: _("作出认定决定"),
    Action.WITHDRAW: _("撤回申请"),
    Action.LAPSE: _("逾期终止"),
    Action.REOPEN: _("重新启动"),
    Action.CORRECT: _("更正决定"),
}

OUTCOMES = {
    Outcome.RECOGNISED: _("予以认定"),
    Outcome.NOT_RECOGNISED: _("不予认定"),
    Outcome.UNDETERMINED: _("材料不足，未作认定"),
}

OUTCOME_TONES = {
    Outcome.RECOGNISED: Tone.SUCCESS,
    Outcome.NOT_RECOGNISED: Tone.DANGER,
    Outcome.UNDETERMINED: Tone.WARNING,
}

KINDS = {
    Kind.NEW: _("新申请"),
    Kind.RENEWAL: _("续办"),
    Kind.REREVIEW: _("复审"),
    Kind.APPEAL: _("申诉复核"),
    Kind.TRANSFER: _("转入"),
}

ROLES = {
    Role.APPLICANT: _("参保人"),
    Role.PROXY: _("代办人"),
    Role.CLERK: _("窗口经办"),
    Role.HELPER: _("帮办员"),
    Role.REVIEWER: _("审核员"),
    Role.SUPERVISOR: _("科长"),
    Role.EXPERT: _("专家"),
    Role.INSTITUTION: _("受托医疗机构"),
    Role.POLICY_OFFICER: _("政策管理员"),
    Role.AUDITOR: _("审计员"),
    Role.SYSTEM_ADMIN: _("系统管理员"),
    Role.SYSTEM: _("系统"),
}

ANSWERS = {
    Answer.MET: _("符合"),
    Answer.NOT_MET: _("不符合"),
    Answer.CANNOT_TELL: _("无法判断"),
}

ANSWER_TONES = {
    Answer.MET: Tone.SUCCESS,
    Answer.NOT_MET: Tone.DANGER,
    Answer.CANNOT_TELL: Tone.WARNING,
}

HOSPITAL_LEVELS = {
    "01": _("三级特等"),
    "02": _("三级甲等"),
    "03": _("三级乙等"),
    "04": _("三级丙等"),
    "05": _("二级甲等"),
    "06": _("二级乙等"),
    "07": _("二级丙等"),
    "08": _("一级甲等"),
    "09": _("一级乙等"),
    "10": _("一级丙等"),
    "11": _("无等级"),
}

LOOKED_AT = {
    "CASE": _("办件"),
    "FILING": _("办件"),
    "OUTSIDE": _("办件（未指派）"),
    "PAPER": _("材料"),
    "ORIGINAL": _("原件"),
    "RECORDING": _("录音"),
    "PERSON": _("参保信息"),
    "RECOGNITION": _("待遇"),
    "POSTING": _("凭证邮寄"),
    "NOTICE": _("通知"),
    "CALL_BACK": _("评价回访"),
    "MANDATE": _("代办证明"),
    "CORRECTION": _("更正申请"),
    "EXPORT": _("导出的办件"),
}

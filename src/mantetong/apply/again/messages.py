"""Words for what this package refuses."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, Way, register

register(
    "NOTHING_TO_RENEW",
    Sentence(
        _("这一项不用续办，或者现在不能续办。"),
        _("长期有效的待遇没有到期日；已暂停、已撤销或者不在当地目录里的，要先弄清原因。"),
        _("请看凭证上写的状态；拿不准的，请拨打页面下方的电话。"),
        409,
        Way(_("回到我的凭证"), "recognition:wallet"),
    ),
)
register(
    "TOO_EARLY_TO_RENEW",
    Sentence(
        _("还没有到可以续办的时候。"),
        _("从{day}起可以续办，现在的待遇照常享受。"),
        _("到时候再来办就行，不用您做什么。"),
        409,
        Way(_("回到我的凭证"), "recognition:wallet"),
    ),
)
register(
    "NOT_APPEALABLE",
    Sentence(
        _("这个结果不用申诉，或者已经申诉过。"),
        _("只有“不予认定”的决定可以在这里申诉，申诉复核的结果不再重复申诉。"),
        _("材料不足未作认定的，补材料后重新启动就行；其他救济途径请看结果页。"),
        409,
    ),
)
register(
    "APPEAL_RUNNING",
    Sentence(
        _("这个决定的申诉已经收到。"),
        _("同一个决定只申诉一次，正在由没有参与过的人重新审核。"),
        _("现在不用您再做什么，可以随时查看进度。"),
        409,
        Way(_("查看申诉办到哪一步"), "cases:home", "reference"),
    ),
)

"""Words for what this room refuses."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register("NOTHING_SAID", Sentence(_("还没有写内容。"), _("空着没法处理。"), _("请写一两句话，再点提交。"), 422))
register(
    "TOO_MANY_QUESTIONS",
    Sentence(
        _("您的问题都已经收到。"),
        _("这份申请已有{most}个问题在等答复。"),
        _("请先等答复；着急的话，请拨打页面下方的电话。您写的内容没有提交。"),
        409,
    ),
)
register("ANSWERED_ALREADY", Sentence(_("这一条已经处理过了。"), _("可能同事刚刚处理完。"), _("请回到列表，看看还有哪些。"), 409))
register(
    "RATED_ALREADY",
    Sentence(_("您已经评价过这个办件。"), _("一个办件只评价一次。"), _("还有话想说，可以在办件里提问，或者拨打电话。"), 409),
)
register("NOT_ENDED_YET", Sentence(_("现在还不能评价。"), _("办件还在办理。"), _("办结以后，在“我的办件”里就能评价。"), 409))
register(
    "RATED_YOURSELF",
    Sentence(_("这次回访要由其他同事来做。"), _("您办理过这个办件，按规定不由本人回访。"), _("请留给没有经手的同事。"), 403),
)
register(
    "NO_SUCH_TASK", Sentence(_("没有找到这一条。"), _("可能已经处理完，或者不在本地区。"), _("请回到列表，看看还有哪些。"), 404)
)

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
_WORDS = {
    "EMPTY": _("还没有写内容。"),
    "ILLNESS": _("通知里不能写病种、科室或原因，别人看到手机也不能知道是什么病。请换个说法。"),
    "LINK": _("通知里不能放链接，骗子的短信才放链接。请去掉。"),
    "VARIABLE": _("这条通知不能自动填上这一项，只能填尾号或验证码，写法见上面的提示。"),
    "TOO_LONG": _("一条短信放不下。请写短一些。"),
    "CODE_MISSING": _("验证码短信里要留出验证码的位置，写法见上面的提示。"),
}
for _code, _said in _WORDS.items():
    register(f"WORDS_{_code}", Sentence(_said, "", _("改好再保存，写的内容还在。"), 422))
register(
    "WORDS_FAULTY",
    Sentence(_("这段用语还不能用。"), _("里面有通知不能写的内容。"), _("请按提示修改后再保存，写的内容还在。"), 422),
)
register(
    "NOT_A_PUBLIC_ADDRESS",
    Sentence(
        _("不能向这个地址推送。"),
        _("只能推送到公网的https地址，不能是内网、本机或者找不到的地址。"),
        _("请核对地址后再添加。"),
        422,
    ),
)
register(
    "SUBSCRIBED_ALREADY", Sentence(_("这个地址已经添加过。"), _("同一个地址只推送一份。"), _("请在列表里查看它的推送记录。"), 409)
)
register(
    "NOT_A_BROWSER",
    Sentence(
        _("这台设备没有登记上。"),
        _("浏览器给出的接收地址不能用。"),
        _("短信照常会发。请关掉网页重新打开后再试一次，或者换一个浏览器。"),
        422,
    ),
)

"""Words for what the till's pages refuse."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "NO_SUCH_ALARM",
    Sentence(_("没有找到这条警报。"), _("可能已有同事核实并关闭。"), _("请刷新页面，看看还有哪些没有核实。"), 409),
)

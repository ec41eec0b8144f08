"""Words for files that cannot be taken and papers that cannot be changed."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

_AGAIN = _("已经传好的材料都还在，请返回重新选择这一个文件。")

register("EMPTY_FILE", Sentence(_("这个文件是空的。"), _("文件大小是0字节，可能没有传完。"), _AGAIN, 422))
register(
    "WRONG_TYPE",
    Sentence(
        _("这个文件不是图片或PDF。"),
        _("我们只能打开JPG、PNG、HEIC照片和PDF文件。"),
        _("请直接用手机拍照上传；已经传好的材料都还在。"),
        415,
    ),
)
register(
    "TOO_LARGE",
    Sentence(
        _("这个文件太大，无法处理。"),
        _("照片每张不超过5MB，较大的手机照片会自动压缩；这个文件超出了能处理的范围。"),
        _("请用手机重新拍一张普通照片；已经传好的材料都还在。"),
        413,
    ),
)
register(
    "TOO_MANY_PAGES",
    Sentence(_("这个PDF页数太多。"), _("一个PDF最多100页。"), _("请只保留与本次申请有关的页，或分成几个文件上传。"), 413),
)
register(
    "UNREADABLE_FILE",
    Sentence(
        _("这个文件打不开。"),
        _("它可能在传送中损坏了，或者没有传完。"),
        _("请重新拍照或重新导出后再上传；已经传好的材料都还在。"),
        422,
    ),
)
register(
    "LOCKED_PDF",
    Sentence(_("这个PDF设了打开密码。"), _("我们看不到里面的内容。"), _("请去掉密码后重新上传，或直接拍下纸质材料。"), 422),
)
register(
    "INFECTED",
    Sentence(_("安全检查没有通过这个文件。"), _("为了大家的安全，它不会用于办理。"), _("请直接用手机拍下纸质材料再上传。"), 422),
)
register(
    "NO_SUCH_PAPER", Sentence(_("没有找到这份材料。"), _("可能已经删除，或者它不在您的名下。"), _("请从材料清单重新打开。"), 404)
)
register(
    "UNKNOWN_SLOT",
    Sentence(
        _("材料清单里没有这一项。"), _("更换病种后，要交的材料可能变了。"), _("请回到材料清单，选择对应的一项再上传。"), 404
    ),
)
register(
    "TOO_MANY_FILES",
    Sentence(_("这里最多放{most}个文件。"), _("已经放满了。"), _("请删掉重复的，或把多页合成一个PDF再上传。"), 422),
)
register(
    "PAPERS_CLOSED",
    Sentence(
        _("申请已经提交，现在不能更换材料。"),
        _("提交后材料就固定下来了，方便工作人员审核。"),
        _("需要补充时，工作人员会一次性告诉您要补哪些。"),
        409,
    ),
)
register(
    "NO_SUCH_UPLOAD",
    Sentence(_("这次上传已经结束或过期。"), _("没有传完的文件只保留一天。"), _("请重新选择这个文件再传一次。"), 404),
)
register(
    "UPLOAD_OFFSET",
    Sentence(_("这一段没有接上。"), _("网络中断时有一部分没有传到。"), _("会自动从断开的地方接着传，不用重新选择。"), 409),
)
register(
    "UPLOAD_DAMAGED",
    Sentence(_("收到的内容和原文件不一致。"), _("可能在传送中损坏了。"), _("请重新传一次这个文件；已经传好的材料都还在。"), 422),
)
register(
    "TOO_MANY_UPLOADS",
    Sentence(_("同时上传的文件太多了。"), _("一次最多同时传{most}个。"), _("请等前面的传完，再继续添加。"), 429),
)
register("NO_SUCH_SIGNAL", Sentence(_("没有找到这条提示。"), _("可能已经有人看过并记录。"), _("请返回列表查看其余提示。"), 404))
register(
    "DOCUMENT_DAMAGED",
    Sentence(
        _("这一页暂时打不开。"),
        _("保存的文件没有通过完整性核对，系统已记录。"),
        _("请联系系统管理员；您的办件不会因此受影响。"),
        503,
    ),
)
register(
    "DOCUMENT_MISSING",
    Sentence(
        _("这一页暂时找不到。"), _("文件没有在保存的位置上，系统已记录。"), _("请联系系统管理员；您的办件不会因此受影响。"), 503
    ),
)

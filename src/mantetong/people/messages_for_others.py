"""Words for errors of acting for somebody else, and of one's own data."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, Way, register

_INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
_OFTEN = HTTPStatus.TOO_MANY_REQUESTS

register(
    "OWN_SELF",
    Sentence(
        _("这是您本人。"), _("给自己办理不需要代办授权。"), _("请填写家人的姓名和身份证号码，或者返回直接为自己申请。"), _INVALID
    ),
)
register(
    "NAME_YOURSELF_FIRST",
    Sentence(
        _("请先核对您自己的身份。"),
        _("替家人办理，要知道代办的人是谁。"),
        _("请填写您本人的姓名和身份证号码，核对好后再回来添加家人。"),
        HTTPStatus.FORBIDDEN,
        Way(_("去核对身份"), "people:name"),
    ),
)
register(
    "PROOF_DOES_NOT_SERVE",
    Sentence(
        _("这种证明方式在这里用不上。"),
        _("不同的代办关系，要用不同的证明；选了拍照的，要先拍好照片。"),
        _("请换一种证明方式，或者把证明拍好再提交。"),
        _INVALID,
    ),
)
register(
    "SAME_PHONE",
    Sentence(
        _("家人的号码和您的是同一个，验证码不能算家人同意。"),
        _("验证码会发到您自己手里，看不出是不是家人本人的意思。"),
        _("请选别的办法：家人签名或按手印的授权书、一起到窗口，或者由工作人员打电话向家人确认。"),
        _INVALID,
    ),
)
register(
    "PHONE_OF_ANOTHER",
    Sentence(
        _("这个手机号码登记在另一个人名下。"),
        _("验证码要发到家人本人的手机上。"),
        _("请填写家人自己的号码；家人没有手机的，请选签名授权、到窗口或电话确认。"),
        _INVALID,
    ),
)
register(
    "NO_SUCH_MANDATE",
    Sentence(
        _("没有找到这条代办登记。"),
        _("它可能已经撤销、到期，或者已经处理过了。"),
        _("请回到“我的家人”看看现在的情况。"),
        HTTPStatus.NOT_FOUND,
    ),
)
register(
    "TOO_MANY_PROOF_PAGES",
    Sentence(
        _("这个文件页数太多，没有收下。"),
        _("一份证明一般只有几页，一个文件最多12页。"),
        _("请只留证明的那几页，重新上传。"),
        _INVALID,
    ),
)
register(
    "OWN_MANDATE",
    Sentence(
        _("这条代办与您本人有关，不能由您确认。"),
        _("自己或家人的事要由别的工作人员办。"),
        _("请转给同事处理。"),
        HTTPStatus.FORBIDDEN,
    ),
)
register(
    "REASON_MISSING",
    Sentence(
        _("还缺一句说明。"),
        _("不通过要写清原因，电话确认要写通话情况和录音编号。"),
        _("请补上说明再提交，代办人会看到不通过的原因。"),
        _INVALID,
    ),
)
register(
    "NOTHING_TO_COPY",
    Sentence(
        _("还没有核对身份，没有可以提供的信息。"),
        _("个人信息只提供给本人。"),
        _("请先填写姓名和身份证号码核对身份。"),
        HTTPStatus.FORBIDDEN,
        Way(_("去核对身份"), "people:name"),
    ),
)
register(
    "COPY_ASKED_TOO_OFTEN",
    Sentence(
        _("副本正在准备，或者今天已经要过三次。"),
        _("每份副本都要花一点时间整理。"),
        _("请先下载已经做好的副本，或者明天再要。"),
        _OFTEN,
    ),
)
register(
    "COPY_GONE",
    Sentence(
        _("这份副本已经不在了。"),
        _("副本做好后只保留7天，到期自动删除。"),
        _("请回到“我的信息”重新要一份。"),
        HTTPStatus.NOT_FOUND,
    ),
)
register(
    "NO_SUCH_CORRECTION",
    Sentence(_("没有找到这条更正申请。"), _("可能已经有同事答复了。"), _("请回到列表看看。"), HTTPStatus.NOT_FOUND),
)
register(
    "OWN_WORD_MISSING",
    Sentence(
        _("这个病种涉及隐私，要家人本人亲自同意才能替他/她办。"),
        _("您的代办授权里还没有本人对这类病种的同意。"),
        _("请家人用自己的手机登录，在“我的家人”里点同意；也可以到窗口，或请工作人员打电话向家人确认。已填写的内容都在。"),
        HTTPStatus.FORBIDDEN,
        Way(_("到“我的家人”"), "people:family"),
    ),
)

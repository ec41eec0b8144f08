"""What we hold about a person, on what ground, and for how long: told, because it is needed by law; only extras are consented to."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_BY_DUTY = _("依法办理医保待遇所需（《个人信息保护法》关于履行法定职责的规定），已在申请时告知，不需要另外同意。")
_ARCHIVE = _("随办件归档，按医保业务档案的年限保存；年限由当地规定，本平台未见公布。")


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data."""

    what: str | Promise
    source: str | Promise
    ground: str | Promise
    kept: str | Promise


HOLDINGS = (
    Holding(_("姓名、身份证号码、出生日期、性别"), _("您填写，并与参保登记核对"), _BY_DUTY, _ARCHIVE),
    Holding(_("参保类型、参保地、参保状态、单位名称"), _("参保登记"), _BY_DUTY, _ARCHIVE),
    Holding(_("手机号码、联系地址"), _("您填写"), _BY_DUTY, _("手机号码保留到您更换或注销；办件里的联系方式随办件归档。")),
    Holding(_("申请的病种、病情摘要、病历等材料的照片，以及从照片里读出的内容"), _("您填写和上传"), _BY_DUTY, _ARCHIVE),
    Holding(_("审核、认定的过程和结果，凭证"), _("医保经办机构、认定机构"), _BY_DUTY, _ARCHIVE),
    Holding(_("没有提交的草稿"), _("您填写和上传"), _("您自己保存的内容，提交前不用于办理。"), _("30天没有改动就删除。")),
    Holding(_("代办关系和它的证明"), _("您或代办人登记"), _BY_DUTY, _ARCHIVE),
    Holding(
        _("登录过的设备、验证码记录"),
        _("登录时产生"),
        _("保护账户安全所需。"),
        _("验证码第二天删除；设备记录到您让它退出或注销。"),
    ),
    Holding(_("工作人员查看您信息的记录"), _("查看时产生"), _("法律要求留存日志。"), _("至少6个月。")),
)

CONSENT_WORDS: dict[str, Promise] = {
    "REMIND_RENEWAL": _("待遇快到期时，提前发短信提醒我续办"),
    "REUSE_PAPERS": _("下次申请时，可以直接用以前的证件照片"),
}

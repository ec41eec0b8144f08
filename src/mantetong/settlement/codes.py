"""The published table of infcode: 0 is success, everything else is negative and is told in `err_msg`."""

from enum import IntEnum


class Infcode(IntEnum):
    """What an answer's infcode means. UNKNOWN and REGION_NOT_READY say "ask again", never "not recognised"."""

    DONE = 0
    MANGLED = -101
    WRONG_TRANSACTION = -102
    NOT_SERVED = -103
    OTHER_INSTITUTION = -104
    TOO_LARGE = -105
    PSN_NO_MALFORMED = -201
    PSN_NO_UNREGISTERED = -202
    OTHER_REGION = -203
    PERSON_NOT_FOUND = -204
    FIELD_WRONG = -205
    REPEATED_DIFFERENTLY = -301
    NO_TOKEN = -401
    WRONG_TOKEN = -402
    WRONG_METHOD = -405
    UNKNOWN = -901
    REGION_NOT_READY = -902


UNKNOWNS = frozenset({Infcode.UNKNOWN, Infcode.REGION_NOT_READY})

SAID: dict[Infcode, str] = {
    Infcode.DONE: "",
    Infcode.MANGLED: "报文不符合规范：{why}",
    Infcode.WRONG_TRANSACTION: "infno（交易编号）与请求地址不一致，地址为{path}，请更正后重发",
    Infcode.NOT_SERVED: "本系统暂不提供{infno}交易，可用交易见 /openapi.json",
    Infcode.OTHER_INSTITUTION: "fixmedins_code（定点医药机构编号）与令牌绑定的机构不一致，请使用本机构的令牌",
    Infcode.TOO_LARGE: "报文超过{limit}字节，请缩短后重发",
    Infcode.PSN_NO_MALFORMED: "psn_no（人员编号）格式不正确：应为1至30位数字或字母，请以1101返回的人员编号为准",
    Infcode.PSN_NO_UNREGISTERED: "未查询到该人员编号，请核对psn_no是否为1101返回的人员编号",
    Infcode.OTHER_REGION: "insuplc_admdvs（参保地医保区划）与该人员的参保地不一致，请以1101返回的参保地为准",
    Infcode.PERSON_NOT_FOUND: "未查询到该证件对应的参保人员，请核对证件号码和姓名",
    Infcode.FIELD_WRONG: "交易输入不符合规范：{why}",
    Infcode.REPEATED_DIFFERENTLY: "msgid（发送方报文ID）已用于另一笔内容不同的交易，请换用新的msgid",
    Infcode.NO_TOKEN: "缺少访问令牌，请在请求头中提供 Authorization: Bearer <机构令牌>",
    Infcode.WRONG_TOKEN: "访问令牌无效或已停用，请向医保部门申请新的机构令牌",
    Infcode.WRONG_METHOD: "请使用POST方法提交报文",
    Infcode.UNKNOWN: "待遇信息暂时无法查询，结果未知，不代表没有待遇，请稍后重试",
    Infcode.REGION_NOT_READY: "该参保地的存量待遇尚未完成导入确认，结果未知，不代表没有待遇，请联系参保地医保部门",
}


def said(code: Infcode, **facts: object) -> str:
    """The err_msg of a code, at most 200 characters."""
    return SAID[code].format_map(facts)[:200]

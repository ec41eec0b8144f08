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
    NOT_INSURED = -206
    NOT_RECOGNISED = -207
    OTHER_PERSON = -208
    NOT_IDENTIFIED = -209
    REPEATED_DIFFERENTLY = -301
    TAKEN_BACK = -302
    NOT_RECEIVED = -303
    WRONG_SIGNATURE = -403
    WRONG_TIME = -404
    TOO_MANY = -406
    NOT_ENTRUSTED = -407
    NOT_OPENED = -408
    NO_CIPHER_KEY = -409
    MUST_BE_ENCRYPTED = -410
    VISIT_NOT_FOUND = -501
    VISIT_CLOSED = -502
    TWO_DISEASES = -503
    AMOUNT_DIFFERS = -504
    BILL_NOT_FOUND = -505
    ALREADY_REVERSED = -506
    ALREADY_SETTLED = -507
    NOT_SETTLED_HERE = -508
    PAYMENT_NOT_SET = -509
    CANNOT_RESTORE = -510
    REGISTERED_ALREADY = -511
    RECORD_NOT_FOUND = -512
    NO_TOKEN = -401
    WRONG_TOKEN = -402
    WRONG_METHOD = -405
    UNKNOWN = -901
    REGION_NOT_READY = -902


UNKNOWNS = frozenset({Infcode.UNKNOWN, Infcode.REGION_NOT_READY})
WITHOUT_LIST = UNKNOWNS | {Infcode.NOT_IDENTIFIED, Infcode.TOO_MANY}
"""Nothing was looked up: an empty list would look like "nobody recognised" to a client that skips infcode."""

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
    Infcode.NOT_INSURED: "该人员没有正常参保的此项险种，请以1101返回的insutype和insuplc_admdvs为准",
    Infcode.NOT_RECOGNISED: "该人员当日没有此病种（{disease}）的有效待遇，请以5301返回的病种为准",
    Infcode.OTHER_PERSON: "就诊凭证与psn_no（人员编号）不是同一人，请重新进行1101",
    Infcode.NOT_IDENTIFIED: "查询前须由参保人出示就诊凭证：请先在本机构做1101（{hours}小时内有效），再查询5301",
    Infcode.TAKEN_BACK: "该msgid的交易已被2601冲正，没有生效；如仍需办理，请换用新的msgid",
    Infcode.NOT_RECEIVED: "没有收到omsgid（原发送方报文ID）的交易，已登记：该报文以后到达也不会执行",
    Infcode.WRONG_SIGNATURE: "签名验证未通过：{why}",
    Infcode.WRONG_TIME: "inf_time（交易时间）与接收时间相差超过{minutes}分钟，请校准时钟后重新签名或加密发送",
    Infcode.TOO_MANY: "请求过于频繁，请在{seconds}秒后重试；已收到的交易不受影响",
    Infcode.NOT_ENTRUSTED: "该参保地未委托本机构办理此交易，请联系参保地医保部门",
    Infcode.NOT_OPENED: "input（交易输入）无法解密：{why}",
    Infcode.NO_CIPHER_KEY: "enc_type（加密方式）为SM4，但本机构没有登记SM4密钥：请改发明文的input并将enc_type留空，或向医保部门申请密钥",
    Infcode.MUST_BE_ENCRYPTED: "本机构的报文须加密：enc_type（加密方式）应为SM4，input（交易输入）应为密文，做法见对接指南",
    Infcode.VISIT_NOT_FOUND: "未查询到mdtrt_id（就诊ID）对应的本机构就诊，请以2201返回的就诊ID为准",
    Infcode.VISIT_CLOSED: "该就诊{why}",
    Infcode.TWO_DISEASES: "同一收费批次的dise_codg（病种编码）必须一致，并与就诊信息的病种相同，请按病种拆分批次",
    Infcode.AMOUNT_DIFFERS: "{name}应为{expected}元，现为{given}元，请核对后重发",
    Infcode.BILL_NOT_FOUND: "未查询到setl_id（结算ID）对应的本机构结算，请核对结算ID和就诊ID",
    Infcode.ALREADY_REVERSED: "该笔结算已经撤销，金额已退回一次，无需重复办理",
    Infcode.ALREADY_SETTLED: "该收费批次已经结算，如需更改请先撤销结算",
    Infcode.NOT_SETTLED_HERE: "{why}",
    Infcode.PAYMENT_NOT_SET: "参保地尚未公布该病种的支付规则，暂不能结算，请先按自费登记并联系参保地医保部门",
    Infcode.CANNOT_RESTORE: "撤销不能再取消：年度额度已被其他结算使用，请重新结算",
    Infcode.REGISTERED_ALREADY: "已有有效的备案，不能重复登记；如需更改请先撤销原备案",
    Infcode.RECORD_NOT_FOUND: "未查询到trt_dcla_detl_sn（待遇申报明细流水号）对应的有效备案，请核对流水号和人员编号",
    Infcode.NO_TOKEN: "缺少访问令牌，请在请求头中提供 Authorization: Bearer <机构令牌>",
    Infcode.WRONG_TOKEN: "访问令牌无效或已停用，请向医保部门申请新的机构令牌",
    Infcode.WRONG_METHOD: "请使用POST方法提交报文",
    Infcode.UNKNOWN: "待遇信息暂时无法查询，结果未知，不代表没有待遇，请稍后重试",
    Infcode.REGION_NOT_READY: "该参保地的存量待遇尚未完成导入确认，结果未知，不代表没有待遇，请联系参保地医保部门",
}


def said(code: Infcode, **facts: object) -> str:
    """The err_msg of a code, at most 200 characters."""
    return SAID[code].format_map(facts)[:200]

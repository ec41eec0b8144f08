"""What the keys, fields and codes of a pack are called on the desk."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mantetong.policies.guide.labels import AVAILABILITY, DECIDERS, DOORS, EFFECTIVE, NEEDS, NOTICES, PAPERS, Words

KEYS: Mapping[str, Words] = {
    "item_label": _("事项名称"),
    "search_labels": _("别名"),
    "doors": _("申请渠道"),
    "eligibility": _("谁可以办"),
    "insurance_kinds": _("险种"),
    "out_of_area": _("异地可办"),
    "slots": _("申请材料"),
    "material_notes": _("材料要求"),
    "max_file_bytes": _("单个文件大小（字节）"),
    "max_files": _("文件数量"),
    "process": _("办理流程"),
    "time_limit": _("办理时限"),
    "determination": _("由谁认定"),
    "effective": _("生效日"),
    "supplement": _("补正和重新打开"),
    "notices": _("通知方式"),
    "notice_rule": _("通知的时间和次数"),
    "appeal": _("异议复核"),
    "delivery": _("结果送达"),
    "contacts": _("咨询电话"),
    "form": _("申请表"),
    "notes": _("注意事项"),
    "for_another": _("可否代办"),
    "other_benefits": _("其他待遇"),
    "transition": _("过渡办法"),
    "disease_list": _("病种目录说明"),
    "counties": _("区县"),
    "not_published": _("没有公布的内容"),
    "languages": _("少数民族文字"),
    "until_decision": _("办结以前怎么办"),
    "experts": _("专家评审"),
    "second_reading": _("抽查复读"),
    "correction": _("更正决定"),
    "letter": _("结果告知书"),
    "public_notice": _("公示"),
    "till": _("结算查询"),
    "hearing": _("陈述申辩"),
    "listed": _("列入病种目录"),
    "criteria": _("认定标准"),
    "validity": _("有效期"),
    "extra_slots": _("另需材料"),
    "excludes": _("不能同时享受"),
    "payment": _("支付"),
    "sources": _("依据文件"),
    "identity": _("病种名称"),
}
FIELDS: Mapping[str, Words] = {
    "working_days": _("工作日"),
    "counted_from": _("起算"),
    "on_resubmit": _("补正后"),
    "said": _("对外说法"),
    "months": _("月数"),
    "review_every_months": _("复审间隔（月）"),
    "renewal_proof_months": _("续办材料最多几个月以前的"),
    "renewal_window_days": _("可提前续办（天）"),
    "renews_itself": _("到期自动续期"),
    "answer_days": _("补正期限（天）"),
    "guide": _("办事指南上的话"),
    "receipt": _("回执上的话"),
    "supplement": _("补正通知上的话"),
    "letter": _("结果告知上的话"),
    "recordings": _("录音文件"),
    "medicine": _("办结前用药"),
    "invoices": _("要保留的票据"),
    "earlier_costs": _("之前的费用能否补报"),
    "earlier_said": _("补报的说明"),
    "reopen_days": _("可重新打开（天）"),
    "warn_days": _("补正到期前提醒（天）"),
    "enquiry_days": _("函询答复（天）"),
    "quiet_from": _("夜间几点起不发通知"),
    "quiet_until": _("早上几点起发通知"),
    "per_day": _("每人每天最多几条"),
    "door_hours": _("渠道消息几小时没看到改发短信"),
    "call_after_days": _("几天没看到改打电话"),
    "together": _("渠道消息和短信同时发"),
    "fee_yuan": _("每件评审费（元）"),
    "remind_after_days": _("几天未提意见提醒"),
    "replace_after_days": _("几天未提意见换人"),
    "ordinary": _("一般抽查比例（%）"),
    "risky": _("高风险抽查比例（%）"),
    "entrusted": _("受托认定抽查比例（%）"),
    "own_patient": _("本院患者抽查比例（%）"),
    "automatic": _("自动认定抽查比例（%）"),
    "within_days": _("期限（天）"),
    "certificate_hours": _("出示凭证后几小时内可以查询"),
    "last_known_minutes": _("数据库中断时可用多久以前的状态（分钟）"),
    "registers": _("谁可以登记备案"),
    "closing": _("结尾语"),
    "document": _("要求公示的文件原文"),
    "with_codes": _("逐件公示（随机码）"),
    "decider": _("认定主体"),
    "panel": _("专家人数"),
    "quorum": _("最少评审人数"),
    "second_signature": _("复核签字"),
    "automatic_approval": _("自动认定"),
    "days": _("天数"),
    "text": _("内容"),
    "title": _("名称"),
    "name": _("名称"),
    "made_here": _("在线生成"),
    "note": _("备注"),
    "notes": _("说明"),
    "kind": _("类别"),
    "steps": _("步骤"),
    "availability": _("开通情况"),
    "progress_label": _("查进度"),
    "suits": _("适合"),
    "result_by": _("结果送达"),
    "comparison": _("渠道对比"),
    "takes": _("可交的材料"),
    "need": _("是否必需"),
    "form": _("形式"),
    "copies": _("份数"),
    "issuer": _("出具单位"),
    "issuer_level": _("出具单位级别"),
    "seal": _("盖章"),
    "pages": _("页数上限"),
    "formats": _("格式"),
    "group": _("同组任选"),
    "part_of": _("所属材料"),
    "kind_said": _("材料类型"),
    "label": _("名称"),
    "number": _("号码"),
    "where": _("到哪里办"),
    "time": _("时间"),
    "deductible_yuan": _("起付线（元）"),
    "ratio": _("支付比例"),
    "yearly_cap_yuan": _("年度限额（元）"),
    "synonyms": _("同义名称"),
    "lay_names": _("俗称"),
    "local_code": _("本地代码"),
    "disease_class": _("类别"),
    "sensitive": _("敏感病种"),
    "urgent": _("急重"),
}


def _by_code(words: Mapping[Any, Any]) -> dict[str, Words]:
    return {str(code): said[0] if isinstance(said, tuple) else said for code, said in words.items()}


_TRANSITION: dict[str, Words] = {
    "filed": _("按提交时的政策"),
    "decided": _("按决定时的政策"),
    "more_favourable": _("按对申请人有利的政策"),
}
CODES: Mapping[str, Mapping[str, Words]] = {
    "availability": _by_code(AVAILABILITY),
    "kind": _by_code(DOORS),
    "need": _by_code(NEEDS),
    "decider": _by_code(DECIDERS),
    "effective": _by_code(EFFECTIVE),
    "takes": _by_code(PAPERS),
    "notices": NOTICES,
    "transition": _TRANSITION,
    "counted_from": {"submitted": _("提交之日"), "accepted": _("受理之日")},
    "on_resubmit": {"resume": _("继续计时"), "restart": _("重新计时")},
    "seal": {"must": _("必须盖章"), "should": _("应当盖章"), "none": _("不要求盖章")},
}


def key_label(key: str) -> str:
    """A key of a pack as the desk calls it; a key without a name stands for itself."""
    return str(KEYS.get(key, key))


def field_label(field: str) -> str:
    """A field inside a value."""
    return str(FIELDS.get(field, field))


def said(value: Any, field: str) -> str:
    """A plain value in words: 是, 否, 无, the meaning of a code, lists with 、."""
    if value is None:
        return str(_("无"))
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, list):
        return "、".join(said(part, field) for part in value) or str(_("空"))
    if isinstance(value, dict):
        return "；".join(f"{field_label(name)}：{said(part, name)}" for name, part in value.items())
    return str(CODES.get(field, {}).get(str(value), value))

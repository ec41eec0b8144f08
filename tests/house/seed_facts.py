"""What proves each seed fact: the words a person reads on the region's guide, and the rule the pack hands to the house."""

from collections.abc import Callable
from dataclasses import dataclass

from mantetong.domain.papers import PaperKind
from mantetong.domain.policy import Availability, Decider, EffectiveRule, Need, OnResubmit, RegionPolicy, SealRule, Slot

MEISHAN, NANCHONG, JIUQUAN = "511400", "511300", "620900"


@dataclass(frozen=True, slots=True)
class Proof:
    """`words` stand in the page's parts that cite the fact; `rule` holds in the policy that every room works with."""

    region: str
    words: tuple[str, ...]
    rule: Callable[[RegionPolicy], bool] = lambda _policy: True


def slot(policy: RegionPolicy, code: str) -> Slot:
    return next(stated.value for stated in policy.slots if stated.value.code == code)


def has_door(kind: str) -> Callable[[RegionPolicy], bool]:
    return lambda policy: any(stated.value.kind == kind for stated in policy.doors)


def is_required(code: str, *kinds: PaperKind) -> Callable[[RegionPolicy], bool]:
    return lambda policy: slot(policy, code).need is Need.REQUIRED and set(kinds) <= set(slot(policy, code).takes)


def ms(*words: str, rule: Callable[[RegionPolicy], bool] = lambda _policy: True) -> Proof:
    return Proof(MEISHAN, words, rule)


def nc(*words: str, rule: Callable[[RegionPolicy], bool] = lambda _policy: True) -> Proof:
    return Proof(NANCHONG, words, rule)


def jq(*words: str, rule: Callable[[RegionPolicy], bool] = lambda _policy: True) -> Proof:
    return Proof(JIUQUAN, words, rule)


IDENTITY = (PaperKind.ID_FRONT, PaperKind.HOUSEHOLD_REGISTER, PaperKind.SOCIAL_SECURITY_CARD, PaperKind.E_CREDENTIAL_SCREENSHOT)

PROOFS: dict[str, tuple[Proof, ...]] = {
    "MS-01": (ms("四川政务服务网", "眉山市", "在线申请", "实时查看进度", "电子证照", "邮寄", rule=has_door("oidc")),),
    "MS-02": (ms("眉山智慧医保", "服务大厅/业务办理", "门诊慢特病申请", "公众号消息", rule=has_door("wechat-oa")),),
    "MS-03": (ms("四川医保APP", "实名认证", "门特申请", "我的办件", rule=has_door("app")),),
    "MS-04": (ms("网上服务大厅", "个人登录", "业务办理", "门诊慢特病病种待遇认定", "实时", rule=has_door("web")),),
    "MS-05": (
        ms(
            "病历资料",
            "必需",
            "原件",
            "纸质",
            "1份",
            "二级及以上",
            rule=lambda policy: slot(policy, "medical_record").issuer_level == 2,
        ),
    ),
    "MS-06": (ms("有效身份证件", "必需", "原件", "电子", "0份", "公安部门", rule=is_required("identity")),),
    "MS-07": (ms("认定申请表", "必需", "原件", "电子", "0份", "申请人下载并填写", rule=is_required("application_form")),),
    "MS-08": (
        ms(
            "检查报告",
            "诊断证明",
            "住院病历或出院小结",
            "交门诊病历",
            rule=is_required("medical_record", PaperKind.DISCHARGE_RECORD, PaperKind.OUTPATIENT_RECORD),
        ),
    ),
    "MS-09": (ms("身份证、户口簿、社保卡、医保电子凭证", rule=is_required("identity", *IDENTITY)),),
    "MS-10": (
        ms("下载模板", "填好后上传", rule=lambda policy: slot(policy, "application_form").takes == (PaperKind.APPLICATION_FORM,)),
    ),
    "MS-11": (ms("任一官方线上渠道", "本人账号", "确认后提交"),),
    "MS-12": (ms("受理", "即时"),),
    "MS-13": (
        ms(
            "1个工作日办结",
            "最快1个工作日审批完成",
            "1个工作日内完成审核",
            "1个工作日内审核",
            "没有公布时限",
            rule=lambda policy: policy.time_limit is not None and policy.time_limit.value.working_days == 1,
        ),
    ),
    "MS-14": (ms("一次性告知"),),
    "MS-15": (ms("按政策和医学资料", rule=lambda policy: policy.determination.value.decider is Decider.AGENCY),),
    "MS-16": (ms("电子凭证", "邮寄书面通知"),),
    "MS-17": (ms("书面", "理由", "申诉途径", rule=lambda policy: "申诉途径" in policy.appeal.value.text),),
    "MS-18": (ms("查询进度和结果", "下载", "邮寄"),),
    "MS-19": (
        ms(
            "立即通知",
            "短信",
            "公众号消息",
            "站内消息",
            rule=lambda policy: {"sms", "wechat_oa", "in_system"} <= set(policy.notices.value),
        ),
    ),
    "MS-20": (ms("零跑腿", "快递到家"),),
    "MS-21": (ms("实名认证"),),
    "MS-22": (ms("清晰、完整", "加盖医院印章", rule=lambda policy: slot(policy, "diagnosis_certificate").seal is SealRule.MUST),),
    "MS-23": (ms("《眉山市基本医疗保险门诊特殊疾病管理办法》", "复审"),),
    "MS-24": (ms("有效期", "到期前请重新申请"),),
    "MS-25": (ms("028-12393", "在线咨询"),),
    "NC-01": (nc("四川医保APP", "门诊慢特病/特殊病种申请", rule=has_door("app")),),
    "NC-02": (nc("微信小程序", "我要办", "门诊慢特病病种待遇认定", "不用安装", "中老年人", rule=has_door("wechat-mini")),),
    "NC-03": (
        nc(
            "官网",
            "公众号",
            "入口或指引链接",
            rule=lambda policy: any(stated.value.availability is Availability.INFORMATION for stated in policy.doors),
        ),
    ),
    "NC-04": (nc("线下窗口", "排队", "纸质", "电话或现场", "不上网的人", rule=has_door("counter")),),
    "NC-05": (
        nc(
            "手机拍照或相册上传",
            "纸质复印件",
            "随时可办",
            rule=lambda policy: sum(len(stated.value.comparison) == 4 for stated in policy.doors) >= 4,
        ),
    ),
    "NC-06": (
        nc(
            "南充市",
            "职工基本医疗保险",
            "城乡居民基本医疗保险",
            "省、市病种目录",
            rule=lambda policy: len(policy.insurance_kinds.value) == 2,
        ),
    ),
    "NC-07": (nc("医学指标", rule=lambda policy: any(stated.hedged for stated in policy.eligibility)),),
    "NC-08": (nc("近期完整", "二级及以上", "复印件或电子件", rule=lambda policy: slot(policy, "medical_record").copy_allowed),),
    "NC-09": (
        nc(
            "检查检验报告",
            "影像、病理",
            rule=lambda policy: PaperKind.PATHOLOGY_REPORT in slot(policy, "examination_reports").takes,
        ),
    ),
    "NC-10": (
        nc("诊断证明", "主治医生", "医院公章", rule=lambda policy: slot(policy, "diagnosis_certificate").seal is SealRule.MUST),
    ),
    "NC-11": (
        nc("《南充市门诊慢特病病种待遇认定申请表》", "人社通", rule=lambda policy: policy.form.value.title.startswith("南充市")),
    ),
    "NC-12": (nc("清晰、完整、无遮挡", "彩色扫描件或高清照片"),),
    "NC-13": (nc("本人手机号", "实名认证", "医保电子凭证", "刷脸"),),
    "NC-14": (nc("为自己申请", "为他人", rule=lambda policy: policy.for_another.value),),
    "NC-15": (nc("选择病种", "分项上传", "拍照", "相册"),),
    "NC-16": (nc("申请编号"),),
    "NC-17": (
        nc(
            "专家认定",
            "该市未公布办理时限",
            rule=lambda policy: policy.time_limit is None and policy.determination.value.decider is Decider.EXPERTS,
        ),
    ),
    "NC-18": (
        nc("短信", "APP消息", "小程序通知", rule=lambda policy: {"sms", "app", "mini_program"} <= set(policy.notices.value)),
    ),
    "NC-19": (nc("定点医疗机构", "定点零售药店", "即时结算"),),
    "NC-20": (nc("以南充市医保局的官方指南为准"),),
    "NC-21": (nc("认定当天起生效", rule=lambda policy: policy.effective.value is EffectiveRule.SAME_DAY),),
    "NC-22": (
        nc(
            "材料齐全",
            "保存草稿",
            "逐步开通",
            rule=lambda policy: any(stated.value.availability is Availability.OPENING for stated in policy.doors),
        ),
    ),
    "JQ-01": (jq("甘肃医保服务平台APP", "唯一官方客户端", rule=has_door("app")),),
    "JQ-02": (jq("甘肃省医疗保障局", "不想安装", rule=has_door("wechat-mini")),),
    "JQ-03": (jq("甘快办APP", "全省政务服务入口", rule=has_door("oidc")),),
    "JQ-04": (jq("酒泉市", "甘肃省门诊慢特病病种目录", "长期门诊治疗"),),
    "JQ-05": (jq("异地就医备案", "先办备案", rule=lambda policy: policy.out_of_area is not None and policy.out_of_area.value),),
    "JQ-06": (jq("手机号注册", "实名认证", "医保电子凭证", "激活"),),
    "JQ-07": (jq("首页", "待遇申请", "门诊慢特病资格认定", "医保业务"),),
    "JQ-08": (jq("材料清单", rule=lambda policy: len(policy.slots_for(("M01600",))) > len(policy.slots)),),
    "JQ-09": (jq("个人信息", "就诊医疗机构", "病情摘要"),),
    "JQ-10": (
        jq("身份证正面", "身份证反面", "JPG/PDF", "无遮挡", rule=is_required("id_front", PaperKind.ID_FRONT)),
        jq("必需", rule=is_required("id_back", PaperKind.ID_BACK)),
    ),
    "JQ-11": (
        jq(
            "社会保障卡或医保电子凭证截图",
            "JPG/PNG",
            "有效期内",
            rule=is_required("social_security_card", PaperKind.SOCIAL_SECURITY_CARD, PaperKind.E_CREDENTIAL_SCREENSHOT),
        ),
    ),
    "JQ-12": (
        jq(
            "诊断证明",
            "JPG/PDF",
            "二级及以上公立医院",
            "加盖医院印章",
            rule=lambda policy: slot(policy, "diagnosis_certificate").seal is SealRule.MUST,
        ),
    ),
    "JQ-13": (
        jq(
            "出院记录",
            "检查报告",
            "JPG/PDF",
            "不影响提交",
            rule=is_required("medical_record", PaperKind.DISCHARGE_RECORD, PaperKind.LAB_REPORT),
        ),
    ),
    "JQ-14": (
        jq(
            "《甘肃省基本医疗保险门诊慢特病申请表》",
            "在线生成",
            "在线签名",
            rule=lambda policy: slot(policy, "application_form").made_here,
        ),
    ),
    "JQ-15": (jq("JPG、PNG、PDF", "5MB", rule=lambda policy: policy.max_file_bytes.value == 5 * 1024 * 1024),),
    "JQ-16": (jq("受理编号"),),
    "JQ-17": (
        jq(
            "20个工作日",
            "委托医疗机构",
            rule=lambda policy: (
                policy.time_limit is not None
                and policy.time_limit.value.working_days == 20
                and policy.determination.value.decider is Decider.INSTITUTION
            ),
        ),
    ),
    "JQ-18": (jq("APP消息", "短信", "电话", rule=lambda policy: {"app", "sms", "phone"} <= set(policy.notices.value)),),
    "JQ-19": (jq("我的申请", "办理进度"),),
    "JQ-20": (
        jq(
            "材料不全、模糊或不符合要求",
            "再次提交",
            rule=lambda policy: policy.time_limit is not None and policy.time_limit.value.on_resubmit is OnResubmit.RESUME,
        ),
    ),
    "JQ-21": (jq("12393", "不是来自指南"), nc("12393", "不是来自指南")),
    "JQ-22": (jq("次日", "即可", rule=lambda policy: policy.effective.value is EffectiveRule.NEXT_DAY),),
    "JQ-23": (jq("固定期限", "到期请续办"),),
    "ALL-01": tuple(
        Proof(region, ("线下窗口", "热线"), lambda policy: has_door("counter")(policy) and has_door("hotline")(policy))
        for region in (MEISHAN, NANCHONG, JIUQUAN)
    ),
}

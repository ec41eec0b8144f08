"""The walk in order. A page that moves is a line here or in the module it names."""

from collections.abc import Callable
from dataclasses import dataclass

from mantetong.sandbox.walk import applying, deciding, finishing
from mantetong.sandbox.walk.scene import Scene


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody does, in the words of the progress line."""

    said: str
    take: Callable[[Scene], None]


STEPS: tuple[Step, ...] = (
    Step("看办事指南", applying.read_guide),
    Step("手机验证码登录，实名核验", applying.sign_in),
    Step("逐题填写申请", applying.answer_questions),
    Step("分项上传材料，先留下一张化验单", applying.upload_papers),
    Step("核对申请表，手写签名，短信确认", applying.sign),
    Step("核对、承诺、提交", applying.submit),
    Step("审核员领取", deciding.claim),
    Step("一次性告知补正", deciding.ask_supplement),
    Step("收到短信，补交化验单", deciding.answer_supplement),
    Step("审核通过，转入认定", deciding.pass_on),
    Step("认定", deciding.determine),
    Step("看认定结果", finishing.see_result),
    Step("领电子凭证", finishing.fetch_certificate),
    Step("凭证公开核验", finishing.verify_publicly),
    Step("凭受理号和查询码查进度", finishing.see_progress),
    Step("核对消息是否送达", finishing.see_messages),
    Step("审计员核验台账", finishing.prove_ledger),
    Step("医院查询 5301", finishing.look_up),
)

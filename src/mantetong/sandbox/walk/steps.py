"""The walk in order. A page that moves is a line here or in the module it names."""

from collections.abc import Callable
from dataclasses import dataclass

from mantetong.sandbox.walk import applying
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
)

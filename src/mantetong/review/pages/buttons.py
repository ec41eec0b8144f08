"""What the holder of a filing can do now, read from the one stage table."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mantetong.cases.queries import CaseCard, FilingCard
from mantetong.domain.actor import Actor
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage, actions_open_to
from mantetong.review.queries import NoticeCard


@dataclass(frozen=True, slots=True)
class Button:
    """One act: a link to its page, or a form that is posted; `held` for half a minute before it is sent."""

    action: str
    label: str
    url: str
    is_post: bool
    kind: str = "default"
    asks: str = ""
    held: bool = False


def buttons_of(
    case: CaseCard,
    *,
    filing: FilingCard,
    viewer: Actor,
    notice: NoticeCard | None,
    reached: tuple[tuple[str, datetime], ...] = (),
    on: date,
) -> tuple[Button, ...]:
    """The buttons on the case screen. Deciding has its own form beside them; lapsing needs the last day behind and a reached warning."""
    open_to = actions_open_to(stage=case.stage, roles=viewer.roles)
    made = [_button(action, case, filing, viewer, notice, on) for action in open_to if action is not Action.LAPSE]
    if Action.LAPSE in open_to and notice and on > notice.answer_by:
        made.append(_lapsing(case, notice, reached))
    return tuple(button for button in made if button)


def _lapsing(case: CaseCard, notice: NoticeCard, reached: tuple[tuple[str, datetime], ...]) -> Button:
    if not any(event == Event.SUPPLEMENT_ENDING and at >= notice.asked_at for event, at in reached):
        return Button(Action.LAPSE, _("期限已过，还没有人收到提醒：去打电话…"), reverse("notice:unreached"), is_post=False)
    asks = _("期限已过，提醒已送达，确认作逾期终止")
    return Button(
        Action.LAPSE,
        _("逾期终止"),
        reverse("review:lapse", args=[case.reference]),
        is_post=True,
        kind="danger",
        asks=asks,
        held=True,
    )


_PLAIN = {
    Action.PASS_ON: (_lazy("审核通过，转入认定"), "review:pass-on", True, "primary"),
    Action.ACCEPT: (_lazy("同意受理"), "review:accept", True, "primary"),
    Action.REFUSE: (_lazy("不予受理…"), "review:refuse", False, "default"),
    Action.CONFIRM: (_lazy("去复核"), "determination:confirm", False, "primary"),
}
_BY_FILING = {Action.ACCEPT, Action.REFUSE}


def _button(
    action: Action, case: CaseCard, filing: FilingCard, viewer: Actor, notice: NoticeCard | None, on: date
) -> Button | None:
    if action in _PLAIN:
        label, name, is_post, kind = _PLAIN[action]
        reference = filing.reference if action in _BY_FILING else case.reference
        return Button(action, str(label), reverse(name, args=[reference]), is_post=is_post, kind=kind)
    if action is Action.ASK_SUPPLEMENT:
        return _asking(case, filing, viewer, notice, on)
    if action is Action.SEND_BACK and case.stage is Stage.DETERMINING:
        return Button(action, _("退回审核…"), reverse("determination:send-back", args=[case.reference]), is_post=False)
    return None


def _asking(case: CaseCard, filing: FilingCard, viewer: Actor, notice: NoticeCard | None, on: date) -> Button | None:
    build = reverse("review:build-supplement", args=[filing.reference])
    if notice is None:
        return Button(Action.ASK_SUPPLEMENT, _("一次性告知补正…"), build, is_post=False)
    if notice.answered_at and on <= notice.answer_by and any(item.case_id == case.id for item in notice.open_items):
        again = reverse("review:ask-again", args=[filing.reference])
        return Button(Action.ASK_SUPPLEMENT, _("未补齐，请继续补…"), again, is_post=False)
    return Button(Action.ASK_SUPPLEMENT, _("另有新内容要补…"), build, is_post=False) if viewer.holds(Role.SUPERVISOR) else None

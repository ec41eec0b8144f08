"""Everybody I act for with what comes next, and everybody who acts for me."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.people import operations
from mantetong.people.mandate_forms import KINDS, PROOFS, RELATIONS
from mantetong.people.operations import Proof
from mantetong.people.queries import MandateLine, MandateState, acting_for, family_of, insurances_of, person_of_account
from mantetong.policies.queries import regions
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class Card:
    """One person of the family. `next_of` is the person whose running cases the page asks `cases` for."""

    name: str
    bond: str
    term: str
    state: str
    tone: Tone
    said: str
    end_url: str
    end_label: str
    next_of: int = 0
    apply_url: str = ""
    prove_url: str = ""
    own_word_url: str = ""


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Wards and proxies as cards."""

    title: str
    wards: tuple[Card, ...]
    proxies: tuple[Card, ...]
    add_url: str
    own_apply_url: str
    back_url: str


@citizen
def family(request: Request) -> HttpResponseBase:
    """The one home page for several people."""
    on = day_of(now_of(request))
    account_id = request.actor.known_id
    own = person_of_account(account_id)
    mine = acting_for(person_id=own.id, on=on) if own and own.is_confirmed else ()
    page = FamilyPage(
        title=_("我的家人"),
        wards=tuple(_ward(line) for line in family_of(account_id=account_id, on=on)),
        proxies=tuple(_proxy(line) for line in mine),
        add_url=reverse("people:ward"),
        own_apply_url=_apply_url(own.id) if own else "",
        back_url=reverse("people:account"),
    )
    return page_or_fragment(request, "people/family", page)


_STATES: dict[MandateState, tuple[Callable[[], str], Tone]] = {
    MandateState.RUNNING: (lambda: _("有效"), Tone.SUCCESS),
    MandateState.WAITING: (lambda: _("等待证明"), Tone.WARNING),
    MandateState.REFUSED: (lambda: _("没有通过"), Tone.DANGER),
    MandateState.OVER: (lambda: _("已到期"), Tone.PLAIN),
}


def _ward(line: MandateLine) -> Card:
    state, tone = _STATES[line.state]
    is_running = line.state is MandateState.RUNNING
    by_code = line.state is MandateState.WAITING and line.proof == Proof.CODE
    return Card(
        name=line.name,
        bond=f"{RELATIONS[line.relation]} · {KINDS[line.kind][0]}",  # type: ignore[index]
        term=term_of(line.from_on, line.until_on),
        state=state(),
        tone=tone,
        said=_said(line),
        end_url=reverse("people:end-mandate", args=[line.id]),
        end_label=_("不再替他/她办") if is_running else _("撤回这次登记"),
        next_of=line.person_id if is_running else 0,
        apply_url=_apply_url(line.person_id) if is_running else "",
        prove_url=reverse("people:mandate-code", args=[line.id]) if by_code else "",
    )


def _said(line: MandateLine) -> str:
    if line.state is MandateState.WAITING:
        return _("还差一步：{proof}。证明核对好以后，就可以替他/她办理。").format(proof=PROOFS[line.proof][0])  # type: ignore[index]
    if line.state is MandateState.REFUSED:
        return _("工作人员没有通过，原因是：{reason} 您可以换一种证明再登记一次。").format(reason=line.refusal)
    if line.state is MandateState.OVER:
        return _("代办期限已过。需要继续替他/她办理的，请再登记一次，以前您替他/她办的件还看得到。")
    if line.covers_sensitive:
        return _("可以办理授权范围内的事项，看得到授权以后由您办的件。")
    return _("可以办理授权范围内的事项，看得到授权以后由您办的件。涉及隐私的病种，要本人亲自同意。")


def _proxy(line: MandateLine) -> Card:
    state, tone = _STATES[line.state]
    wants_word = line.needs_own_word and not line.covers_sensitive
    return Card(
        name=line.name or _("窗口登记的代办人"),
        bond=f"{RELATIONS[line.relation]} · {KINDS[line.kind][0]}",  # type: ignore[index]
        term=term_of(line.from_on, line.until_on),
        state=state(),
        tone=tone,
        said=_("他/她只看得到授权以后替您办的件，看不到您以前的材料和办件。"),
        end_url=reverse("people:end-mandate", args=[line.id]) if line.needs_own_word else "",
        end_label=_("不再让他/她替我办"),
        own_word_url=reverse("people:own-word", args=[line.id]) if wants_word else "",
    )


def term_of(from_on: date, until_on: date | None) -> str:
    """The days of a mandate in words."""
    since = chinese_day(from_on)
    return (
        _("{since}起，到{until}").format(since=since, until=chinese_day(until_on))
        if until_on
        else _("{since}起，直到撤销").format(since=since)
    )


def _apply_url(person_id: int) -> str:
    served = {ref.code[:4]: ref.code for ref in regions()}
    mine = (served.get(row.region[:4]) for row in insurances_of(person_id) if row.is_active)
    region = next((code for code in mine if code), None)
    return reverse("apply:start", args=[region]) if region else reverse("policies:home")


@dataclass(frozen=True, slots=True)
class EndPage:
    """Asked once: what ends, what stays."""

    title: str
    lead: str
    stays: str
    button: str
    back_url: str


def _end(request: Request, mandate_id: int) -> HttpResponseBase:
    """Ask once, then end it. Who holds neither end of it finds no such page."""
    if request.method == "POST":
        operations.take_back_mandate(mandate_id=mandate_id, account_id=request.actor.known_id, at=now_of(request))
        return redirect("people:family")
    return page_or_fragment(request, "people/end_mandate", _end_page(request, mandate_id))


def _end_page(request: Request, mandate_id: int) -> EndPage:
    on, account_id = day_of(now_of(request)), request.actor.known_id
    back = reverse("people:family")
    for line in family_of(account_id=account_id, on=on):
        if line.id == mandate_id and line.state is not MandateState.REFUSED:
            title = _("不再替{name}办了吗？").format(name=line.name)
            lead = _("停止以后，您不能再替他/她申请、补材料，也看不到他/她的办件。要重新办，得再登记、再证明一次。")
            stays = _("已经提交的申请会继续办，结果通知本人。")
            return EndPage(title, lead, stays, _("不再替他/她办"), back)
    own = person_of_account(account_id)
    for line in acting_for(person_id=own.id, on=on) if own and own.is_confirmed else ():
        if line.id == mandate_id and line.needs_own_word:
            title = _("不再让{name}替您办了吗？").format(name=line.name or _("这位代办人"))
            lead = _("停止以后，他/她马上不能再替您办，也看不到您的办件。我们不会通知他/她。")
            stays = _("已经提交的申请会继续办，以后您自己办，或者请别人帮忙。")
            return EndPage(title, lead, stays, _("不再让他/她替我办"), back)
    raise operations.NoSuchMandate


@require_POST
def _own_word(request: Request, mandate_id: int) -> HttpResponseBase:
    operations.give_own_word(mandate_id=mandate_id, account_id=request.actor.known_id, at=now_of(request))
    return redirect("people:family")


end = citizen(_end)
own_word = citizen(_own_word)

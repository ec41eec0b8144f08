"""Which insurance a citizen applies under, each row explained: what it means and what to do when it does not serve."""

from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.people import operations
from mantetong.people.forms import InsuranceForm, fault_of
from mantetong.people.pages.signing import next_of
from mantetong.people.queries import InsuranceCard, chosen_insurance_of, insurances_of, person_of_account
from mantetong.policies.queries import policies_in_force, regions
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import OptionLabel, SummaryRow

HOME = "/my/"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an insurance does not serve as it is, and what to do now."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class InsurancePage:
    """Who was found, under which insurance, and what stands in the way."""

    title: str
    rows: tuple[SummaryRow, ...]
    troubles: tuple[Trouble, ...]
    next: str
    continue_label: str
    form: InsuranceForm | None = None
    living_url: str = ""


@citizen
def insurance(request: Request) -> HttpResponseBase:
    """Show what the registry knows; with several insurances, have one chosen."""
    goes_to = next_of(request, HOME)
    account_id = request.actor.known_id
    person = person_of_account(account_id)
    if person is None or not person.is_confirmed:
        return redirect("people:name")
    cards = insurances_of(person.id)
    chosen = chosen_insurance_of(account_id)
    if len(cards) <= 1:
        return _shown(request, _page(person.masked_name, cards, goes_to), cards)
    initial = {"insurance": chosen.id} if chosen else None
    form = InsuranceForm(request.POST or None, options=[(card.id, option_of(card)) for card in cards], initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_insurance(account_id=account_id, insurance_id=form.cleaned_data["insurance"])
        except operations.NotYourInsurance as error:
            form.add_error("insurance", fault_of(error))
        else:
            return redirect(goes_to)
    return _shown(request, _page(person.masked_name, cards, goes_to, form), cards)


def _shown(request: Request, page: InsurancePage, cards: tuple[InsuranceCard, ...]) -> HttpResponseBase:
    page = replace(page, living_url=_living_url(cards, on=day_of(now_of(request))))
    is_refused = page.form is not None and page.form.is_bound
    return page_or_fragment(
        request, "people/insurance", page, status=HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    )


def _page(masked_name: str, cards: tuple[InsuranceCard, ...], goes_to: str, form: InsuranceForm | None = None) -> InsurancePage:
    rows = (SummaryRow(_("参保人"), masked_name), *(SummaryRow(kind_name(card), situation_of(card)) for card in cards))
    troubles = troubles_of(cards)
    found = _("查到了您的参保登记") if troubles else _("核对好了")
    return InsurancePage(
        title=_("您有几份参保，用哪一份办理？") if form else found,
        rows=rows,
        troubles=troubles,
        next=goes_to,
        form=form,
        continue_label=_("仍要继续，交人工受理") if troubles else _("继续"),
    )


def _living_url(cards: tuple[InsuranceCard, ...], *, on: date) -> str:
    """Where a region of theirs wants who lives elsewhere to register first (JQ-05): the page that tells how."""
    here = {card.region[:4] for card in cards if card.is_active}
    policies = (policy for policy in policies_in_force(on=on) if policy.code[:4] in here)
    asking = (policy.code for policy in policies if policy.out_of_area is not None and policy.out_of_area.value)
    return next((reverse("people:living", args=[code]) for code in asking), "")


def option_of(card: InsuranceCard) -> OptionLabel:
    """A row as a choice."""
    return OptionLabel(kind_name(card), situation_of(card))


def kind_name(card: InsuranceCard) -> str:
    """险种 in words (national dictionary `insutype`)."""
    names = {"310": _("职工基本医疗保险"), "390": _("城乡居民基本医疗保险"), "340": _("离休人员医疗保障")}
    return names.get(card.insutype, _("其他医疗保障"))


def place_name(region: str) -> str:
    """The city of a 医保区划 where this platform has its rules, else the plain code."""
    names = {ref.code[:4]: ref.name for ref in regions()}
    return names.get(region[:4], _("外地（区划 {code}）").format(code=region))


def situation_of(card: InsuranceCard) -> str:
    """Place, state and since when, in one line."""
    states = {"ACTIVE": _("正常参保"), "PAUSED": _("暂停参保"), "ENDED": _("已终止")}
    since = _("，{year}年{month}月起").format(year=card.since.year, month=card.since.month) if card.since else ""
    return f"{place_name(card.region)}，{states.get(card.status, _('状态不明'))}{since}"


def troubles_of(cards: tuple[InsuranceCard, ...]) -> tuple[Trouble, ...]:
    """What stands in the way when no insurance serves as it is; every trouble names the way to a person."""
    served = {ref.code[:4] for ref in regions()}
    if not cards:
        return (_none(),)
    if any(card.is_active and card.region[:4] in served for card in cards):
        return ()
    if any(card.is_active for card in cards):
        return (_elsewhere(),)
    return (_paused(),)


def _none() -> Trouble:
    text = _(
        "系统里有您的登记，但没有正在生效的参保。请先到参保地经办机构或社区办理参保；如果您已经参保，可以继续填写，提交时选择“说明情况，交人工受理”。"
    )
    return Trouble(_("没有查到您的参保"), text)


def _elsewhere() -> Trouble:
    text = _(
        "您的参保不在本平台办理的城市。慢特病认定要在参保地申请，请向参保地医保经办机构办理；长期住在这里的，可以先了解异地就医备案。"
        "如果您认为登记有误，可以继续填写，提交时选择“说明情况，交人工受理”。"
    )
    return Trouble(_("您在外地参保"), text)


def _paused() -> Trouble:
    text = _(
        "您的参保目前是暂停或终止状态，可能是断缴或正在转移。请先到参保地经办机构恢复参保，恢复后就能办理；"
        "如果您已经续缴，可以继续填写，提交时选择“说明情况，交人工受理”。"
    )
    return Trouble(_("您的参保暂停了"), text)

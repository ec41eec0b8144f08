"""The start: open or not, for whom, and a draft."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply import operations
from mantetong.apply.errors import NotOpenForFiling
from mantetong.apply.operations.start import is_open_for_filing
from mantetong.domain.actor import Actor
from mantetong.domain.policy import RegionPolicy
from mantetong.people.queries import mandates_of, person_card, person_of_account
from mantetong.policies.queries import policy_on
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import OptionLabel

WEB = "web"


class WhoForm(forms.Form):
    """Myself, or one of those I may act for."""

    person = forms.ChoiceField(
        label=gettext_lazy("为谁申请"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请选一个：为自己申请，还是为家人申请。"),
            "invalid_choice": gettext_lazy("您还没有这位家人的代办授权。请先登记代办关系，或到窗口办理。"),
        },
    )


@dataclass(frozen=True, slots=True)
class StartPage:
    """One question: for whom."""

    title: str
    form: WhoForm
    region_name: str
    hint: str
    back_url: str
    is_sample: bool


def _choices(by: Actor, policy: RegionPolicy) -> list[tuple[str, OptionLabel]]:
    assert by.account_id is not None  # noqa: S101  the page is for citizens
    own = person_of_account(by.account_id)
    mine = [(str(own.id), OptionLabel(_("为自己申请"), own.masked_name))] if own else []
    wards = (
        [person_card(mandate.person_id) for mandate in mandates_of(by.account_id, on=policy.on)]
        if policy.for_another.value
        else []
    )
    return [*mine, *((str(ward.id), OptionLabel(_("为家人申请"), ward.masked_name)) for ward in wards)]


@citizen
def start(request: Request, region: str) -> HttpResponseBase:
    """Ask for whom (NC-14), open the draft, go to its first question. Without a proven name, prove it first and come back."""
    at = now_of(request)
    policy = policy_on(region=region, on=day_of(at))
    if not is_open_for_filing(policy):
        raise NotOpenForFiling
    choices = _choices(request.actor, policy)
    if not choices:
        return redirect(f"{reverse('people:name')}?{urlencode({'next': request.get_full_path()})}")
    form = WhoForm(request.POST or None, initial={"person": choices[0][0]})
    form.fields["person"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        person_id = int(form.cleaned_data["person"])
        reference = operations.start_filing(by=request.actor, policy=policy, person_id=person_id, door=WEB, at=at)
        return redirect("apply:resume", reference)
    page = StartPage(
        title=_("您为谁申请？"),
        form=form,
        region_name=policy.name,
        hint=_("要为不在列表里的家人申请，请先登记代办关系，或到窗口办理。") if policy.for_another.value else "",
        back_url=reverse("policies:guide", args=[region]),
        is_sample=policy.is_sample,
    )
    return page_or_fragment(request, "apply/start", page, status=422 if request.method == "POST" else 200)

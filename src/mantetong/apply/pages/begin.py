"""The start: open or not, what is used and why, for whom, and a draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import ChoiceField, RadioSelect
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply import operations
from mantetong.apply.errors import NotOpenForFiling
from mantetong.apply.operations.start import is_open_for_filing
from mantetong.apply.questions.told import ToldForm
from mantetong.domain.actor import Actor
from mantetong.domain.policy import RegionPolicy
from mantetong.people.queries import mandates_of, person_card, person_of_account
from mantetong.policies.queries import hotline_of, policy_on
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.door import door_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, OptionLabel


class WhoForm(ToldForm):
    """Myself, or one of those I may act for; and the extras I want."""

    person = ChoiceField(
        label=gettext_lazy("为谁申请"),
        widget=RadioSelect,
        error_messages={
            "required": gettext_lazy("请选一个：为自己申请，还是为家人申请。"),
            "invalid_choice": gettext_lazy("您还没有这位家人的代办授权。请先登记代办关系，或到窗口办理。"),
        },
    )
    field_order = ("person", "extras")

    def __init__(self, data: object, *, people: Sequence[tuple[str, OptionLabel]]) -> None:
        super().__init__(data, initial={"person": people[0][0]})  # type: ignore[arg-type]
        self.fields["person"].choices = people  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class StartPage:
    """One question: for whom. What is used and why is told beside it, before anything is asked."""

    title: str
    form: WhoForm
    region_name: str
    hotline: Hotline | None
    hint: str
    back_url: str
    is_sample: bool


def _choices(by: Actor, policy: RegionPolicy) -> list[tuple[str, OptionLabel]]:
    own = person_of_account(by.known_id)
    mine = [(str(own.id), OptionLabel(_("为自己申请"), own.masked_name))] if own else []
    wards = (
        [person_card(mandate.person_id) for mandate in mandates_of(by.known_id, on=policy.on)] if policy.for_another.value else []
    )
    return [*mine, *((str(ward.id), OptionLabel(_("为家人申请"), ward.masked_name)) for ward in wards)]


@citizen
def start(request: Request, region: str) -> HttpResponseBase:
    """Ask for whom (NC-14), open the draft, go to its first question. Without a proven name, prove it first and come back."""
    at = now_of(request)
    policy = policy_on(region=region, on=day_of(at))
    if not is_open_for_filing(policy):
        raise NotOpenForFiling
    door = door_of(request, policy=policy)
    people = _choices(request.actor, policy)
    if not people:
        return redirect(f"{reverse('people:name')}?{urlencode({'next': request.get_full_path()})}")
    form = WhoForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        reference = operations.start_filing(
            by=request.actor,
            policy=policy,
            person_id=int(form.cleaned_data["person"]),
            door=door,
            at=at,
            extras=form.cleaned_data["extras"],
        )
        return redirect("apply:resume", reference)
    page = StartPage(
        title=_("您为谁申请？"),
        form=form,
        region_name=policy.name,
        hotline=hotline_of(policy),
        hint=_("要为不在列表里的家人申请，请先登记代办关系，或到窗口办理。") if policy.for_another.value else "",
        back_url=reverse("policies:guide", args=[region]),
        is_sample=policy.is_sample,
    )
    return page_or_fragment(request, "apply/start", page, status=422 if request.method == "POST" else 200)

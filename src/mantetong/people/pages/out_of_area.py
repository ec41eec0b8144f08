"""异地就医备案 first, where the region's rules say so (JQ-05).

What somebody declares here is no registration: the page sends them to where one registers, or on with a word that the desk checks.
"""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.people import operations
from mantetong.people.pages.signing import next_of
from mantetong.policies.queries import policy_on
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.forms import PlainForm
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import OptionLabel


class LivingForm(PlainForm):
    """Where somebody lives, and whether they have registered."""

    lives = forms.ChoiceField(label=gettext_lazy("您现在长期住在哪里？"), widget=forms.RadioSelect)

    def __init__(self, *args: object, name: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lives"].choices = [  # type: ignore[attr-defined]
            (operations.Living.HERE, OptionLabel(_("住在{name}").format(name=name))),
            (
                operations.Living.REGISTERED,
                OptionLabel(_("长期住在外地，已经办了异地就医备案"), _("工作人员会到备案系统里核对。")),
            ),
            (operations.Living.NOT_REGISTERED, OptionLabel(_("长期住在外地，还没有备案"), _("要先备案，下一页告诉您怎么办。"))),
        ]


@dataclass(frozen=True, slots=True)
class LivingPage:
    """One question."""

    title: str
    form: LivingForm
    hint: str
    next: str
    region_name: str
    back_url: str


@dataclass(frozen=True, slots=True)
class RegisterFirstPage:
    """What registering changes, and where one registers."""

    title: str
    region_name: str
    note: str
    again_url: str
    back_url: str


@citizen
def living(request: Request, region: str) -> HttpResponseBase:
    """Ask where somebody lives; without a registration lead to where one registers."""
    goes_to = next_of(request, reverse("apply:start", args=[region]))
    policy = policy_on(region=region, on=day_of(now_of(request)))
    if policy.out_of_area is None or not policy.out_of_area.value:
        return redirect(goes_to)
    form = LivingForm(request.POST or None, name=policy.name)
    if request.method == "POST" and form.is_valid():
        said = operations.Living(form.cleaned_data["lives"])
        operations.declare_living(account_id=request.actor.known_id, region=region, living=said, at=now_of(request))
        if said is operations.Living.NOT_REGISTERED:
            return redirect("people:register-first", region)
        return redirect(goes_to)
    hint = _("长期住在外地的，要先办异地就医备案，才能申请。这里只是问一下，填了不等于备案。")
    page = LivingPage(_("申请前先问一句"), form, hint, goes_to, policy.name, reverse("policies:guide", args=[region]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "people/living", page, status=status)


@citizen
def register_first(request: Request, region: str) -> HttpResponseBase:
    """What registering changes at home, said beforehand, and the way to it."""
    policy = policy_on(region=region, on=day_of(now_of(request)))
    asked_at = next_of(request, reverse("people:living", args=[region]))
    page = RegisterFirstPage(
        title=_("请先办异地就医备案"),
        region_name=policy.name,
        note=policy.out_of_area.note if policy.out_of_area else "",
        again_url=asked_at,
        back_url=asked_at,
    )
    return page_or_fragment(request, "people/register_first", page)

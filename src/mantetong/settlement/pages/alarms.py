"""接口警报: institutions that tried numbers out, for the auditor and the system's administrator."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.domain.roles import Role
from mantetong.settlement.alarms import see_to
from mantetong.settlement.queries import AlarmCard, alarms
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


class FoundForm(forms.Form):
    """What looking into an alarm found."""

    alarm = forms.IntegerField(widget=forms.HiddenInput)
    found = forms.CharField(
        label=gettext_lazy("核实结果"),
        help_text=gettext_lazy("写明联系了谁、是什么原因、采取了什么措施。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("请写明核实结果。")},
    )


@dataclass(frozen=True, slots=True)
class AlarmsPage:
    """The standing alarms, each with its form, and those seen to lately."""

    title: str
    subtitle: str
    standing: tuple[tuple[AlarmCard, FoundForm], ...]
    seen: tuple[AlarmCard, ...]


@staff(Role.AUDITOR, Role.SYSTEM_ADMIN)
def till_alarms(request: Request) -> HttpResponseBase:
    """The list; a posted form closes one alarm. Raises NoSuchAlarm."""
    form = FoundForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        see_to(alarm_id=given["alarm"], found=given["found"], by=request.actor, at=now_of(request))
        return redirect("settlement:alarms")
    return page_or_fragment(request, "settlement/alarms", _page(form), status=422 if form.is_bound else 200)


def _page(form: FoundForm) -> AlarmsPage:
    said = _(
        "一小时内查询了二十个以上查不到、没有出示凭证或不是本人的号码，可能是试号或程序出错。请联系机构核实，必要时停用令牌。"
    )
    standing, seen = alarms()
    filled = str(form.data.get("alarm", ""))
    forms_ = ((one, form if filled == str(one.id) else FoundForm(initial={"alarm": one.id})) for one in standing)
    return AlarmsPage(_("接口警报"), said, tuple(forms_), seen)

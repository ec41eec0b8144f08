"""What we hold and why is told before anything is asked (PIPL 34, 35); only extras are consented to, and each can be taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question, keep
from mantetong.people.operations import give_consent, withdraw_consent

WORDING = "2026-11"

EXTRAS = {
    "REMIND_RENEWAL": gettext_lazy("待遇快到期时，提前发短信提醒我续办"),
    "REUSE_PAPERS": gettext_lazy("下次申请时，可以直接用这次的证件照片"),
}


class ToldForm(forms.Form):
    """The extras I want. Going on says that one has read; a tick more would prove nothing more."""

    extras = forms.MultipleChoiceField(
        label=gettext_lazy("还可以为您做的（可选，随时能取消）"),
        choices=list(EXTRAS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def record_extras(*, account_id: int, person_id: int, extras: Sequence[str], at: datetime) -> None:
    """Give the consents that are wanted, take back the others."""
    for extra in EXTRAS:
        change = give_consent if extra in extras else withdraw_consent
        terms = {"version": WORDING} if extra in extras else {}
        change(account_id=account_id, what=extra, at=at, person_id=person_id, **terms)


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    return ToldForm(data, initial={"extras": draft.answers.get("told", [])})


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    record_extras(account_id=draft.by.known_id, person_id=draft.filing.person_id, extras=answer["extras"], at=draft.at)
    keep(draft, "told", answer["extras"])


def _tell(draft: Draft) -> str:
    chosen = [str(EXTRAS[extra]) for extra in draft.answers.get("told", []) if extra in EXTRAS]
    return "；".join(chosen) or _("只用办理必需的信息")


TOLD = Question(
    code="told",
    title=gettext_lazy("我们会用到您的哪些信息"),
    hint="",
    make_form=_form,
    keep=_keep,
    tell=_tell,
    is_known=lambda draft: draft.answered("told"),  # told and answered before the draft was opened
    template="apply/told",
)

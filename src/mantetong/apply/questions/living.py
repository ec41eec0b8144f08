"""Where the person lives: asked where the region's rules want who lives elsewhere to register first (异地就医备案, JQ-05).

The answer is a word, never a registration: who says that they have registered is looked up by a person before the filing is accepted.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question, keep
from mantetong.people.operations import Living, declare_living
from mantetong.people.queries import living_said
from mantetong.web.shapes import OptionLabel

CODE = "living"


class LivingForm(forms.Form):
    """At home, elsewhere and registered, elsewhere and not."""

    lives = forms.ChoiceField(
        label=gettext_lazy("现在长期住在哪里"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个：住在参保地，还是长期住在外地。")},
    )


def asks(draft: Draft) -> bool:
    """Whether this region's rules ask."""
    return bool(draft.policy.out_of_area and draft.policy.out_of_area.value)


def said_by(draft: Draft) -> str:
    """What was answered in this draft; empty before."""
    return str(draft.answers.get(CODE, ""))


def _choices(draft: Draft) -> list[tuple[str, OptionLabel]]:
    return [
        (Living.HERE, OptionLabel(_("住在{name}").format(name=draft.policy.name))),
        (Living.REGISTERED, OptionLabel(_("长期住在外地，已经办了异地就医备案"), _("工作人员会到备案系统里核对。"))),
        (Living.NOT_REGISTERED, OptionLabel(_("长期住在外地，还没有备案"), _("要先备案，下一页告诉您怎么办。"))),
    ]


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    before = living_said(account_id=draft.by.known_id, region=draft.policy.code, person_id=draft.filing.person_id)
    # Nearly everybody lives where they are insured; they go on with one tap.
    form = LivingForm(data, initial={"lives": said_by(draft) or before or Living.HERE})
    form.fields["lives"].choices = _choices(draft)  # type: ignore[attr-defined]
    return form


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    declare_living(
        account_id=draft.by.known_id,
        region=draft.policy.code,
        living=Living(answer["lives"]),
        person_id=draft.filing.person_id,
        at=draft.at,
    )
    keep(draft, CODE, answer["lives"])


def _instead(draft: Draft) -> str:
    """Without a registration one is led to where one registers, and from there back to this question."""
    if said_by(draft) != Living.NOT_REGISTERED:
        return ""
    here = reverse("apply:question", args=[draft.filing.reference, CODE])
    return f"{reverse('people:register-first', args=[draft.policy.code])}?{urlencode({'next': here})}"


LIVING = Question(
    code=CODE,
    title=gettext_lazy("您现在长期住在哪里？"),
    hint=gettext_lazy(
        "长期住在外地的，要先办异地就医备案，才能申请。这里只是问一下，填了不等于备案。替家人办的，按家人的情况选。"
    ),
    make_form=_form,
    keep=_keep,
    tell=lambda draft: str(dict(_choices(draft)).get(said_by(draft), "")),
    is_asked=asks,
    instead=_instead,
)

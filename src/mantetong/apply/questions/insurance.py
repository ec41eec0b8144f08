"""Which insurance: asked only of those who have several rows in the region (1101 `insuinfo`)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question, keep
from mantetong.cases.operations import note_particulars
from mantetong.people.queries import insurances_of

KINDS = {"310": _("职工基本医疗保险"), "390": _("城乡居民基本医疗保险")}


def kind_label(code: str) -> str:
    """职工 or 居民, the code itself for the rarer kinds."""
    return str(KINDS.get(code, code))


def choices_in(draft: Draft) -> list[tuple[str, str]]:
    """The person's rows in this region, each kind once."""
    rows = draft.once("insurances", lambda: insurances_of(draft.filing.person_id))
    return [
        (kind, kind_label(kind)) for kind in sorted({row.insutype for row in rows if row.region[:4] == draft.policy.code[:4]})
    ]


class InsuranceForm(forms.Form):
    """One kind."""

    insutype = forms.ChoiceField(label=_("按哪种医保申请"), widget=forms.RadioSelect)


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    form = InsuranceForm(data, initial={"insutype": draft.filing.insutype})
    form.fields["insutype"].choices = choices_in(draft)  # type: ignore[attr-defined]
    return form


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    note_particulars(filing_id=draft.filing.id, at=draft.at, insutype=answer["insutype"])
    keep(draft, "insurance", answer["insutype"])


INSURANCE = Question(
    code="insurance",
    title=_("您按哪种医保申请？"),
    hint=_("您名下有不止一种医保，待遇可能不同，请选一种。"),
    make_form=_form,
    keep=_keep,
    tell=lambda draft: kind_label(draft.filing.insutype),
    is_asked=lambda draft: len(choices_in(draft)) > 1,
)

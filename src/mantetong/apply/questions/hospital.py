"""Treating institution and doctor, chosen from the loaded tables (their codes are asked for by 2503)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mantetong.apply.answers import keep_answer
from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question
from mantetong.cases.operations import note_particulars
from mantetong.people.queries import doctor_card, doctors_of, institution_card, institutions_in
from mantetong.web.labels import HOSPITAL_LEVELS
from mantetong.web.shapes import OptionLabel

ELSEWHERE = ""


class HospitalForm(forms.Form):
    """One hospital, or none of those listed."""

    institution = forms.ChoiceField(label=_("就诊医院"), widget=forms.RadioSelect, required=False)


class DoctorForm(forms.Form):
    """One doctor, or not sure."""

    doctor = forms.ChoiceField(label=_("就诊医生"), widget=forms.RadioSelect, required=False)


def _hospital_form(draft: Draft, data: QueryDict | None) -> forms.Form:
    form = HospitalForm(data, initial={"institution": draft.filing.institution_code or ELSEWHERE})
    options = [
        (row.code, OptionLabel(row.name, str(HOSPITAL_LEVELS.get(row.level, "")))) for row in institutions_in(draft.policy.code)
    ]
    form.fields["institution"].choices = [*options, (ELSEWHERE, OptionLabel(str(_("不在列表里")), str(_("工作人员会帮您核对"))))]  # type: ignore[attr-defined]
    return form


def _keep_hospital(draft: Draft, answer: Mapping[str, Any]) -> None:
    code = answer["institution"] or None
    changed = {"institution_id": code}
    if code != draft.filing.institution_code:
        changed["doctor_id"] = None
    note_particulars(filing_id=draft.filing.id, at=draft.at, **changed)
    keep_answer(filing_id=draft.filing.id, question="hospital", value=code or ELSEWHERE, at=draft.at)


def _tell_hospital(draft: Draft) -> str:
    card = institution_card(draft.filing.institution_code or "")
    return card.name if card else str(_("不在列表里"))


def _doctor_form(draft: Draft, data: QueryDict | None) -> forms.Form:
    form = DoctorForm(data, initial={"doctor": draft.filing.doctor_code or ELSEWHERE})
    options = [(row.code, OptionLabel(row.name, row.title)) for row in doctors_of(draft.filing.institution_code or "")]
    form.fields["doctor"].choices = [*options, (ELSEWHERE, str(_("不记得，或不在列表里")))]  # type: ignore[attr-defined]
    return form


def _keep_doctor(draft: Draft, answer: Mapping[str, Any]) -> None:
    note_particulars(filing_id=draft.filing.id, at=draft.at, doctor_id=answer["doctor"] or None)
    keep_answer(filing_id=draft.filing.id, question="doctor", value=answer["doctor"], at=draft.at)


def _tell_doctor(draft: Draft) -> str:
    card = doctor_card(draft.filing.doctor_code or "")
    return card.name if card else str(_("不记得，或不在列表里"))


HOSPITAL = Question(
    code="hospital",
    title=_("您在哪家医院看的这个病？"),
    hint=_("选开诊断证明的那家医院。"),
    make_form=_hospital_form,
    keep=_keep_hospital,
    tell=_tell_hospital,
)
DOCTOR = Question(
    code="doctor",
    title=_("是哪位医生看的？"),
    hint=_("诊断证明上有医生的签名，照着选就行。"),
    make_form=_doctor_form,
    keep=_keep_doctor,
    tell=_tell_doctor,
    is_asked=lambda draft: bool(draft.filing.institution_code),
)

"""Treating institution and doctor, chosen from the loaded tables (their codes are asked for by 2503)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Question, keep, only_looks
from mantetong.cases.operations import note_particulars
from mantetong.people.queries import doctor_card, doctors_of, institution_card, institutions_in
from mantetong.web.labels import HOSPITAL_LEVELS
from mantetong.web.shapes import OptionLabel

ELSEWHERE = ""
UNSURE = "UNSURE"


class _NothingYet(forms.RadioSelect):
    """Nothing is marked until somebody has chosen: the empty value is an answer here."""

    def format_value(self, value: Any) -> list[str]:
        return [] if value is None else super().format_value(value)


class _HospitalField(forms.ChoiceField):
    """Must be answered, and 不在列表里 is an answer."""

    widget = _NothingYet

    def clean(self, value: Any) -> Any:
        return ELSEWHERE if value == ELSEWHERE else super().clean(value)


class HospitalForm(forms.Form):
    """One hospital or none of those listed, and one of its doctors. The doctors are asked once the hospital is chosen."""

    institution = _HospitalField(
        label=gettext_lazy("就诊医院"),
        error_messages={"required": gettext_lazy("请选一家医院；不在列表里的，选最后一项。")},
    )
    doctors_of = forms.CharField(widget=forms.HiddenInput, required=False)
    doctor = forms.ChoiceField(
        label=gettext_lazy("就诊医生"),
        help_text=gettext_lazy("诊断证明上有医生的签名，照着选就行。"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一位医生；不记得的，选“不记得，或不在列表里”。")},
    )

    def __init__(self, data: QueryDict | None, *, region: str, hospital: str, initial: Mapping[str, Any]) -> None:
        doctors = doctors_of(hospital) if hospital else ()
        super().__init__(data, initial={**initial, "doctors_of": hospital})
        self.fields["institution"].choices = _hospitals(region)  # type: ignore[attr-defined]
        if not doctors:
            del self.fields["doctor"], self.fields["doctors_of"]
            return
        named = [(row.code, OptionLabel(row.name, row.title)) for row in doctors]
        self.fields["doctor"].choices = [*named, (UNSURE, _("不记得，或不在列表里"))]  # type: ignore[attr-defined]


def _hospitals(region: str) -> list[tuple[str, OptionLabel]]:
    listed = [(row.code, OptionLabel(row.name, str(HOSPITAL_LEVELS.get(row.level, "")))) for row in institutions_in(region)]
    return [*listed, (ELSEWHERE, OptionLabel(_("不在列表里"), _("工作人员会帮您核对")))]


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    """Where the doctors shown are not those of the hospital chosen, nothing is judged yet: they are shown first."""
    if data is None:
        return HospitalForm(None, region=draft.policy.code, hospital=draft.filing.institution_code or "", initial=_known(draft))
    hospital = data.get("institution", "")
    shown_for_another = data.get("doctors_of", "") != hospital and bool(hospital and doctors_of(hospital))
    if only_looks(data) or shown_for_another:
        initial = {"institution": data.get("institution"), "doctor": data.get("doctor", "")}
        return HospitalForm(None, region=draft.policy.code, hospital=hospital, initial=initial)
    return HospitalForm(data, region=draft.policy.code, hospital=hospital, initial={})


def _known(draft: Draft) -> dict[str, str | None]:
    answered = draft.answered("hospital")
    return {
        "institution": draft.filing.institution_code or (ELSEWHERE if answered else None),
        "doctor": draft.filing.doctor_code or (UNSURE if answered else ""),
    }


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    hospital = answer["institution"] or None
    chosen = answer.get("doctor") or UNSURE
    doctor = chosen if hospital and chosen != UNSURE else None
    note_particulars(filing_id=draft.filing.id, at=draft.at, institution_id=hospital, doctor_id=doctor)
    keep(draft, "hospital", {"institution": hospital or ELSEWHERE, "doctor": doctor or UNSURE})


def _tell(draft: Draft) -> str:
    hospital = institution_card(draft.filing.institution_code or "")
    if hospital is None:
        return _("不在列表里")
    doctor = doctor_card(draft.filing.doctor_code or "")
    return f"{hospital.name}，{doctor.name if doctor else _('医生不记得，或不在列表里')}"


HOSPITAL = Question(
    code="hospital",
    title=gettext_lazy("您在哪家医院看的这个病？"),
    hint=gettext_lazy("选开诊断证明的那家医院，再选医生。"),
    make_form=_form,
    keep=_keep,
    tell=_tell,
    template="apply/hospital",
)

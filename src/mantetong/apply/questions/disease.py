"""Which illnesses: one or more from the region's list. Choosing shows the checklist (JQ-08)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.draft import Draft
from mantetong.apply.errors import AlreadyHeld
from mantetong.apply.questions.base import Question, keep, only_looks
from mantetong.apply.questions.standing import Standing, beside, standing_of
from mantetong.cases.operations import choose_diseases
from mantetong.cases.queries import followings_of
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.people.operations import ensure_covers_sensitive
from mantetong.policies.queries import find_diseases
from mantetong.recognition.queries import still_to_end
from mantetong.web.shapes import OptionLabel
from mantetong.web.wording import chinese_day

MOST = 5
LONGEST_SEARCH = 40


class DiseaseForm(forms.Form):
    """One to five illnesses that do not exclude each other. Any listed one is judged; those that may be chosen now are shown."""

    diseases = forms.MultipleChoiceField(label=gettext_lazy("要申请的病种"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict | None, *, policy: RegionPolicy, chosen: Sequence[str], standing: Standing) -> None:
        super().__init__(data, initial={"diseases": list(chosen)})
        self.policy, self.standing = policy, standing
        self.fields["diseases"].choices = [(code, one.name) for code, one in policy.diseases.items()]  # type: ignore[attr-defined]
        self.fields["diseases"].error_messages = {
            "required": _("还没有选病种。请至少选一个要申请的病种。"),
            "invalid_choice": _("有一个病种不在本地目录里。请从列表中重新选择；找不到时请拨打咨询电话。"),
        }
        self.show([code for code in policy.diseases if code in chosen or not standing.is_taken(code)], {})

    def show(self, codes: Sequence[str], found_by: Mapping[str, str]) -> None:
        """List only these, in this order; `found_by` says by which name a search has found one."""
        listed = [(code, OptionLabel(self.policy.diseases[code].name, self._hint(code, found_by))) for code in codes]
        self.fields["diseases"].widget.choices = listed

    def _hint(self, code: str, found_by: Mapping[str, str]) -> str:
        disease = self.policy.diseases[code]
        parts = (_also_called(disease, found_by.get(code, "")), self.standing.clash_words(disease, self.policy))
        return "；".join(part for part in parts if part)

    def clean_diseases(self) -> list[str]:
        """Not too many, and none that excludes another of them."""
        codes: list[str] = self.cleaned_data["diseases"]
        if len(codes) > MOST:
            raise forms.ValidationError(_("一次最多选%(most)s个病种。其余的可以在这份申请提交后另外申请。") % {"most": MOST})
        for code in codes:
            clash = next((other for other in self.policy.diseases[code].excludes if other in codes), None)
            if clash:
                names = {"one": self.policy.diseases[code].name, "other": self.policy.diseases[clash].name}
                raise forms.ValidationError(
                    _("“%(one)s”和“%(other)s”按规定不能同时享受。请只保留一个；拿不准时请拨打咨询电话。") % names
                )
        return codes


def _also_called(disease: DiseasePolicy, found_by: str) -> str:
    first = [found_by] if found_by and found_by != disease.name else []
    names = list(dict.fromkeys([*first, *disease.lay_names, *disease.synonyms]))[:4]
    return _("也叫：%(names)s") % {"names": "、".join(names)} if names else ""


def _form(draft: Draft, data: QueryDict | None) -> forms.Form:
    standing = standing_of(draft)
    if data is None or not only_looks(data):
        return DiseaseForm(data, policy=draft.policy, chosen=draft.filing.disease_codes, standing=standing)
    chosen = [code for code in data.getlist("diseases") if code in draft.policy.diseases]
    form = DiseaseForm(None, policy=draft.policy, chosen=chosen, standing=standing)
    hits = find_diseases(policy=draft.policy, query=data.get("q", "")[:LONGEST_SEARCH]) if data.get("q", "").strip() else None
    if hits is not None:
        found = {hit.code: hit.matched for hit in hits if hit.code in chosen or not standing.is_taken(hit.code)}
        form.show([*found, *(code for code in chosen if code not in found)], found)
        form.found = len(found)  # type: ignore[attr-defined]
    return form


def _ensure_none_held(draft: Draft, codes: Sequence[str]) -> None:
    """Told here, not when the benefit is issued: by then a reviewer has worked in vain. What is renewed is held, of course."""
    followed = {one.disease_code for one in followings_of(draft.filing.id)}
    for code in codes:
        held = still_to_end(person_id=draft.filing.person_id, disease_code=code, on=draft.on)
        if held and code not in followed:
            until = _("长期有效") if held.ends_on is None else _("到%(day)s") % {"day": chinese_day(held.ends_on)}
            raise AlreadyHeld(name=held.disease_name, until=until)


def _keep(draft: Draft, answer: Mapping[str, Any]) -> None:
    codes = answer["diseases"]
    _ensure_none_held(draft, codes)
    if draft.filing.mandate_id and any(draft.policy.diseases[code].sensitive for code in codes):
        ensure_covers_sensitive(draft.filing.mandate_id)
    urgent = frozenset(code for code in codes if draft.policy.diseases[code].urgent)
    choose_diseases(filing_id=draft.filing.id, codes=codes, urgent=urgent, at=draft.at)
    keep(draft, "disease", codes)


def _tell(draft: Draft) -> str:
    return "、".join(draft.policy.diseases[code].name for code in draft.filing.disease_codes if code in draft.policy.diseases)


DISEASE = Question(
    code="disease",
    title=gettext_lazy("要申请哪个病种？"),
    hint=gettext_lazy("可以选一个或几个。选好以后，会列出需要准备的材料。"),
    make_form=_form,
    keep=_keep,
    tell=_tell,
    notes=beside,
    template="apply/disease",
)

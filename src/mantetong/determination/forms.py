"""Forms of determination."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.domain.outcomes import Outcome
from mantetong.people.queries import doctors_of, institutions_in
from mantetong.web.labels import OUTCOMES

if TYPE_CHECKING:  # the stubs' own name for a text that is translated late
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

LONGEST = 2000


def outcome_field(label: "Words", *, missing: "Words") -> forms.TypedChoiceField:
    """One of the three outcomes; `missing` says what to do when none was chosen."""
    choices = [(outcome.value, OUTCOMES[outcome]) for outcome in Outcome]
    said = {"required": missing}
    return forms.TypedChoiceField(label=label, choices=choices, coerce=Outcome, widget=forms.RadioSelect, error_messages=said)


def written_field(label: "Words", *, missing: "Words" = "", help_text: "Words" = "", rows: int = 3) -> forms.CharField:
    """Words of a member of staff, as many as LONGEST; `missing` makes them obligatory and says so."""
    too_long = _("最多写%(limit_value)d字，现在是%(show_value)d字。请写要点。")
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": too_long},
    )


class DecideForm(forms.Form):
    """The decision. Institution and doctor come from the loaded tables: the national registration names both (2503)."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = outcome_field(_("认定结果"), missing=_("请选择认定结果。"))
    remark = written_field(_("认定说明"), help_text=_("结果与逐条判断不一致时必须写明；会印在告知书上。"), rows=2)
    path = forms.ChoiceField(
        label=_("不予认定的，是哪一条不符合"),
        help_text=_("逐条判断里已经标了“不符合”的，可以不选；选了的，说明会作为这一条的理由。"),
        required=False,
    )
    institution = forms.ChoiceField(label=_("认定机构"), required=False)
    doctor = forms.ChoiceField(
        label=_("认定医师"),
        required=False,
        error_messages={"invalid_choice": _("机构换了，请重新选择医师。")},
    )

    missing_institution = forms.CharField(
        label=_("表里没有这家机构"),
        help_text=_("写下机构名称，进“待补编码”；先作认定，有了编码再向国家平台登记。"),
        max_length=100,
        required=False,
    )
    missing_doctor = forms.CharField(
        label=_("表里没有这位医师"), help_text=_("写下姓名和科室，同样处理。"), max_length=100, required=False
    )

    def __init__(
        self, *args: object, region: str, institution: str | None, criteria: tuple[tuple[str, str], ...], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen = self.data.get("institution") or institution
        doctors = doctors_of(chosen) if chosen else ()
        self._offer("path", criteria)
        self._offer("institution", tuple((office.code, office.name) for office in institutions_in(region)))
        self._offer("doctor", tuple((one.code, f"{one.name} {one.title}") for one in doctors))

    def _offer(self, name: str, choices: tuple[tuple[str, str], ...]) -> None:
        self.fields[name].choices = [("", _("不选")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """A criterion named as not met is told why."""
        given = super().clean() or {}
        if given.get("outcome") is Outcome.NOT_RECOGNISED and given.get("path") and not given.get("remark", "").strip():
            self.add_error("remark", _("请写明这一条为什么不符合。"))
        return given


class VoteForm(forms.Form):
    """One expert's answer. A no names the criterion."""

    outcome = outcome_field(_("您的意见"), missing=_("请选择您的意见。"))
    path = forms.ChoiceField(label=_("不予认定的，是哪一条不符合"), required=False)
    reason = written_field(_("理由"), missing=_("请写明理由。"), help_text=_("一两句话写明依据哪份材料、哪个指标。"))

    def __init__(self, *args: object, criteria: tuple[tuple[str, str], ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["path"].choices = [("", _("请选择")), *criteria]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """A no without its criterion is half an answer."""
        given = super().clean() or {}
        if given.get("outcome") is Outcome.NOT_RECOGNISED and not given.get("path"):
            self.add_error("path", _("请选择不符合的是哪一条；判断不了的，请选“材料不足，未作认定”。"))
        return given


class ReasonForm(forms.Form):
    """A written reason for sending back."""

    reason = written_field(_("退回的理由"), missing=_("请写明理由。"))


class SeenForm(forms.Form):
    """The version of the case that the person was looking at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def version_in(cls, posted: Mapping[str, str]) -> int | None:
        """The version posted, None without one."""
        form = cls(posted)
        return form.cleaned_data["version"] if form.is_valid() else None

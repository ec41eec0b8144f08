"""Forms of the desk beside the decision itself: written reasons, specialities, corrections, codes, second readings."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.determination.forms import DecideForm, outcome_field, written_field
from mantetong.domain.criteria.answers import Answer
from mantetong.web.labels import ANSWERS


class WhyForm(forms.Form):
    """A written reason."""

    why = written_field(_("理由"), missing=_("请写明理由。"))


class ReplaceForm(WhyForm):
    """Which expert leaves, and why."""

    expert = forms.TypedChoiceField(label=_("换下哪一位"), coerce=int, error_messages={"required": _("请选择专家。")})

    field_order = ("expert", "why")

    def __init__(self, *args: object, experts: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["expert"].choices = list(experts)  # type: ignore[attr-defined]


class GiveReadingForm(forms.Form):
    """Which colleague reads a case again."""

    to = forms.TypedChoiceField(label=_("分给"), coerce=int, error_messages={"required": _("请选择同事。")})

    def __init__(self, *args: object, colleagues: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].choices = list(colleagues)  # type: ignore[attr-defined]


class ExpertiseForm(forms.Form):
    """What an expert knows best."""

    diseases = forms.MultipleChoiceField(
        label=_("擅长的病种"),
        help_text=_("一个都不选，表示什么病种都可以评审。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, diseases: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["diseases"].choices = list(diseases)  # type: ignore[attr-defined]


class CorrectForm(DecideForm):
    """How the decision should read, and why it was mistaken."""

    why = written_field(
        _("原决定错在哪里"), missing=_("请写明原决定错在哪里。"), help_text=_("会印在新的告知书上，也会告诉原来的认定人员。")
    )


class CodeForm(forms.Form):
    """The institution or doctor that was looked for."""

    code = forms.ChoiceField(label=_("找到的编码"), error_messages={"required": _("请选择。")})

    def __init__(self, *args: object, choices: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["code"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]


class ReadingForm(forms.Form):
    """Every criterion answered anew, then the outcome."""

    outcome = outcome_field(_("您认为的结果"), missing=_("请选择您认为的结果。"))
    remark = written_field(_("说明"), help_text=_("看法与材料不一致的地方，写给原来的认定人员看；没有可以不写。"), rows=2)

    def __init__(self, *args: object, criteria: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.paths = {_name(path): path for path, _label in criteria}
        asked = {_name(path): _criterion(label) for path, label in criteria}
        self.fields = {**asked, **self.fields}

    @property
    def answers(self) -> dict[str, Answer]:
        """The answer to each criterion by its path."""
        return {path: self.cleaned_data[name] for name, path in self.paths.items()}


def _name(path: str) -> str:
    return "c_" + path.replace(".", "_")


def _criterion(label: str) -> forms.TypedChoiceField:
    choices = [(answer.value, ANSWERS[answer]) for answer in Answer]
    said = {"required": _("请回答这一条。")}
    return forms.TypedChoiceField(label=label, choices=choices, coerce=Answer, widget=forms.RadioSelect, error_messages=said)

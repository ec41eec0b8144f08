"""What for: asked of whoever looks at what nobody gave them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.web.forms import NarrowedField, PlainForm

PURPOSES = {
    "ANSWERING": _("答复参保人的来电、来访或提问"),
    "RELATED": _("与我在办的申请有关"),
    "COLLEAGUE": _("同事请我帮忙看"),
    "DOUBT": _("核查疑点或举报线索"),
    "QUALITY": _("质量检查、审计"),
    "OTHER": _("其他（请写明）"),
}


class LookForm(PlainForm):
    """What for somebody opens a filing that is not theirs."""

    about = forms.ChoiceField(label=_("查看事由"), choices=tuple(PURPOSES.items()), widget=forms.RadioSelect)
    words = NarrowedField(
        label=_("说明"),
        help_text=_("选“其他”时必填。不要写别人的姓名和病情。"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, str]:
        """Something else is said in words."""
        given = super().clean() or {}
        if given.get("about") == "OTHER" and not given.get("words"):
            self.add_error("words", _("请写明查看事由。"))
        return given

    @property
    def why(self) -> str:
        """As it is written down."""
        about, said = self.cleaned_data["about"], self.cleaned_data["words"]
        named = "" if about == "OTHER" else str(PURPOSES[about])
        return "：".join(part for part in (named, said) if part)


class PurposeForm(PlainForm):
    """Why somebody looks who does not work on the case."""

    why = forms.CharField(
        label=_("查看事由"),
        help_text=_("您没有领取这件申请。事由记入查看记录，审计员看得到。"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

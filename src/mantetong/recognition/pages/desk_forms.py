"""Forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.recognition.models import Act


class FindForm(forms.Form):
    """Whose recognitions staff look for, and why."""

    number = forms.CharField(
        label=_("身份证号或人员编号"), max_length=30, error_messages={"required": _("请填写身份证号或人员编号。")}
    )
    why = forms.CharField(
        label=_("查看事由"),
        help_text=_("会记入查看记录，参保人可以看到。"),
        max_length=100,
        error_messages={"required": _("请写明查看事由。")},
    )


class ProposeForm(forms.Form):
    """What is proposed, with the reason the person will read."""

    act = forms.ChoiceField(
        label=_("拟作的处理"),
        widget=forms.RadioSelect,
        choices=[(Act.SUSPEND.value, _("暂停待遇")), (Act.REVOKE.value, _("撤销待遇"))],
        error_messages={"required": _("请选择暂停还是撤销。")},
    )
    reason = forms.CharField(
        label=_("理由和依据"),
        help_text=_("本人会看到这段话，请写清事实和依据的条款。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明理由和依据。")},
    )


class ResumeForm(forms.Form):
    """Why a suspension ends."""

    reason = forms.CharField(label=_("恢复的理由"), max_length=2000, error_messages={"required": _("请写明恢复的理由。")})


class SentForm(forms.Form):
    """The courier and its number."""

    carrier = forms.CharField(label=_("快递公司"), max_length=40, error_messages={"required": _("请填写快递公司。")})
    tracking = forms.RegexField(
        r"^[0-9A-Za-z-]{6,40}$",
        label=_("运单号"),
        error_messages={"required": _("请填写运单号。"), "invalid": _("运单号应为6至40位数字或字母。")},
    )


class ReturnedForm(forms.Form):
    """Why it came back."""

    why = forms.CharField(label=_("退回原因"), max_length=200, error_messages={"required": _("请填写退回原因。")})

"""Forms of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.recognition.models import Act


class DiseaseForm(forms.Form):
    """The disease as it stands on the paper."""

    disease = forms.CharField(
        label=_("凭证上写的病种"),
        help_text=_("照凭证上的名称或代码填写。"),
        max_length=100,
        error_messages={"required": _("请填写凭证上写的病种。")},
    )


class CodeForm(forms.Form):
    """The offline code of a certificate, and the disease to compare."""

    code = forms.CharField(
        label=_("离线核验码"),
        max_length=2000,
        strip=False,  # a blank belongs to the code's alphabet
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请填写凭证上的离线核验码。")},
    )
    disease = forms.CharField(
        label=_("凭证上写的病种（可以不填）"),
        help_text=_("填写名称或代码，可以核对与核验码是否一致。"),
        max_length=100,
        required=False,
    )


class SignOffForm(forms.Form):
    """What a supervisor declares about the existing recognitions of a region."""

    declaration = forms.ChoiceField(
        label=_("声明"),
        widget=forms.RadioSelect,
        choices=[(one, one) for one in ("存量待遇已全部导入，并与原系统逐条核对一致", "本地区没有需要导入的存量待遇")],
        error_messages={"required": _("请选择一项声明。")},
    )


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


class WordsForm(forms.Form):
    """What the person says to a proposal."""

    words = forms.CharField(
        label=_("您的陈述"),
        help_text=_("想说的都可以写，比如事实有出入、正在补材料。不写也可以，期限过后由另一位工作人员决定。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请写下您的陈述；没有要说的，可以直接返回。")},
    )

"""Forms of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _


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


class TakeBackForm(forms.Form):
    """Why the existing recognitions of a region turn out not to be complete."""

    why = forms.CharField(
        label=_("撤回确认的原因"), max_length=100, error_messages={"required": _("请写明原因。")},
        help_text=_("撤回后医院和药店查询本地区人员得到的回答是“未知”，直到两人重新确认。"),
    )  # fmt: skip


class SignOffForm(forms.Form):
    """What a supervisor declares about the existing recognitions of a region."""

    declaration = forms.ChoiceField(
        label=_("声明"),
        widget=forms.RadioSelect,
        choices=[(one, one) for one in ("存量待遇已全部导入，并与原系统逐条核对一致", "本地区没有需要导入的存量待遇")],
        error_messages={"required": _("请选择一项声明。")},
    )


class WordsForm(forms.Form):
    """What the person says to a proposal."""

    words = forms.CharField(
        label=_("您的陈述"),
        help_text=_("想说的都可以写，比如事实有出入、正在补材料。不写也可以，期限过后由另一位工作人员决定。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请写下您的陈述；没有要说的，可以直接返回。")},
    )


class RecipientForm(forms.Form):
    """Where a printed copy goes."""

    name = forms.CharField(label=_("收件人"), max_length=50, error_messages={"required": _("请填写收件人。")})
    phone = forms.RegexField(
        r"^1[3-9]\d{9}$",
        label=_("收件人手机"),
        help_text=_("快递送到时联系用。"),
        error_messages={"required": _("请填写收件人手机。"), "invalid": _("请填写11位手机号。")},
    )
    address = forms.CharField(
        label=_("详细地址"),
        help_text=_("写到门牌号，如某市某区某路88号3栋402室。"),
        max_length=200,
        min_length=8,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请填写详细地址。"), "min_length": _("地址太短，请写到门牌号。")},
    )

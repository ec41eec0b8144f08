"""Forms about one's own data: what is wrong in it, and the desk's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.web.forms import PlainForm


class CorrectionForm(PlainForm):
    """What is wrong, and what would be right."""

    wrong = forms.CharField(
        label=_("哪里不对？"),
        help_text=_("例如：联系地址、参保类型、家人关系。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    right = forms.CharField(label=_("应该是什么？"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionAnswerForm(PlainForm):
    """What was done about it."""

    was_corrected = forms.ChoiceField(
        label=_("处理结果"), widget=forms.RadioSelect, choices=[("yes", _("已更正")), ("no", _("没有更正，原因见答复"))]
    )
    answer = forms.CharField(label=_("给本人的答复"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ClosingForm(PlainForm):
    """I have read what stays."""

    read = forms.BooleanField(label=_("我看明白了，确定注销"))

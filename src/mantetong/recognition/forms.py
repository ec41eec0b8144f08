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

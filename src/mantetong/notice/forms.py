"""What staff say about a call."""

from django import forms
from django.utils.translation import gettext_lazy as _

CALL_OUTCOMES = (("ANSWERED", _("已接听并告知")), ("NO_ANSWER", _("无人接听")), ("WRONG_NUMBER", _("号码不对")))


class CallForm(forms.Form):
    """The outcome of one call."""

    outcome = forms.ChoiceField(label=_("通话结果"), choices=CALL_OUTCOMES, widget=forms.RadioSelect)

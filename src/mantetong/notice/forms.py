"""What staff say about a call, and what people say back to us."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.web.forms import NarrowedField, PlainForm

LONGEST = 500
LATEST_TRY = timedelta(days=60)
TOO_LONG = {"max_length": _("最多写%(limit_value)d字，现在是%(show_value)d字。请写要点，写的内容还在。")}
CALL_OUTCOMES = (
    ("ANSWERED", _("已接听并告知")),
    ("NO_ANSWER", _("无人接听")),
    ("WRONG_NUMBER", _("号码不对")),
    ("LETTER_SIGNED_FOR", _("挂号信已签收")),
)
HOSPITAL_OUTCOME = ("IN_HOSPITAL", _("本人住院，延长时间"))
GRADES = ((5, _("非常满意")), (4, _("满意")), (3, _("基本满意")), (2, _("不满意")), (1, _("非常不满意")))


class CallForm(forms.Form):
    """The outcome of one call; where nobody was told, when to try again."""

    outcome = forms.ChoiceField(label=_("通话结果"), choices=(*CALL_OUTCOMES, HOSPITAL_OUTCOME), widget=forms.RadioSelect)
    again_at = forms.DateTimeField(
        label=_("约好再打的时间"), required=False, error_messages={"invalid": _("再打的时间请写完整，例如2026-03-08 15:00。")}
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_again_at(self) -> datetime | None:
        """Later than now, and within the weeks in which it still matters."""
        again: datetime | None = self.cleaned_data["again_at"]
        if again is not None and not self.at < again <= self.at + LATEST_TRY:
            raise forms.ValidationError(_("再打的时间要在现在以后、60天以内。"))
        return again


class QuestionForm(PlainForm):
    """A question about the filing, in one's own words."""

    words = forms.CharField(
        label=_("您想问什么"),
        help_text=_("工作人员会在这里答复，并发短信告诉您。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )


class ReplyForm(PlainForm):
    """The answer to a question, as the person will read it."""

    words = forms.CharField(
        label=_("答复"),
        help_text=_("申请人会原样看到：说清楚是什么、为什么、现在怎么做。"),
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )


class RatingForm(PlainForm):
    """好差评: five grades, a word, and whether one wants to be called when it was bad."""

    grade = forms.TypedChoiceField(label=_("您对这次办理满意吗"), choices=GRADES, coerce=int, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("想说的话"),
        help_text=_("哪里好，哪里不好，都可以写。"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )
    no_call = forms.BooleanField(
        label=_("不需要给我打回访电话"),
        help_text=_("选了“不满意”的，我们会在15个工作日内请没有经手的同事给您回电话；不想接电话的，勾选这里。"),
        required=False,
    )


class CallBackForm(forms.Form):
    """What came of the call."""

    outcome = forms.ChoiceField(
        label=_("回访结果"), choices=(("TALKED", _("已通话")), ("DECLINED", _("本人不愿回访")), ("NO_ANSWER", _("无人接听")))
    )
    found = forms.CharField(
        label=_("了解到的情况和处理"), max_length=LONGEST * 2, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class GenuineForm(PlainForm):
    """The tail number of a message, and the telephone it came to."""

    phone = NarrowedField(
        label=_("收到短信的手机号码"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    )
    tail = forms.RegexField(
        r"^\s*[0-9０-９]{4}(?:[-－][0-9０-９])?\s*$",
        label=_("短信里的尾号"),
        help_text=_("短信里“尾号”后面的4位数字，例如0123。"),
        max_length=10,
        error_messages={"invalid": _("尾号是4位数字，例如0123。请对照短信再填一次。")},
    )

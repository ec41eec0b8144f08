"""What officials type: words for a message, and a portal to push to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.notice.forms import TOO_LONG
from mantetong.web.forms import NarrowedField, PlainForm


class WordsForm(PlainForm):
    """One text in an official's own words. "恢复" sends nothing of what was typed."""

    subject = forms.CharField(label=_("标题"), max_length=60, required=False)
    text = forms.CharField(
        label=_("内容"),
        help_text=_("不写病种、科室、原因和姓名，不放链接。尾号写成${tail}，验证码写成${code}，发出时自动填上。"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=TOO_LONG,
    )
    carrier_code = NarrowedField(
        label=_("运营商模板编号"),
        help_text=_("短信用语要先报运营商审核，通过后把模板编号填在这里；没有编号时，先不发新的用语。"),
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Words are wanted unless one goes back to the delivered ones."""
        super().__init__(*args, **kwargs)
        self.fields["text"].required = self.data.get("do") != "delivered"

    @property
    def words(self) -> dict[str, str]:
        """What is to be said."""
        if self.data.get("do") == "delivered":
            return {"subject": "", "text": "", "carrier_code": ""}
        return {name: self.cleaned_data[name] for name in ("subject", "text", "carrier_code")}


class PortalForm(PlainForm):
    """One more portal to push to."""

    name = forms.CharField(label=_("平台名称"), max_length=60)
    url = NarrowedField(label=_("接收地址"), help_text=_("公网的https地址，由对方提供。"), max_length=300)

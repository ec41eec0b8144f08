"""What a clerk types."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mantetong.apply.clerk.readers import read_card
from mantetong.apply.form_data import RELATIONS
from mantetong.domain.identity import NotAMobileNumber, NotAnIdNumber, parse_id_number, parse_mobile
from mantetong.web.forms import NarrowedField, PlainForm

_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?|\d{7,8}")
_PLAIN = {"autocomplete": "off"}


def any_telephone(text: str) -> str:
    """A mobile number, or one of a fixed line with its area code; empty stays empty. Raises ValidationError."""
    if not text:
        return ""
    try:
        return parse_mobile(text)
    except NotAMobileNumber as error:
        plain = re.sub(r"\s|[()]", "", text)
        if _LANDLINE.fullmatch(plain):
            return plain
        raise forms.ValidationError(_("电话号码不对。手机是11位；座机请带区号，例如0833-2345678；没有电话可以不填。")) from error


class IdNumberField(NarrowedField):
    """An ID number with its check digit."""

    def clean(self, value: Any) -> str:
        """The number in its plain form."""
        text = super().clean(value)
        try:
            return parse_id_number(text).text if text else ""
        except NotAnIdNumber as error:
            raise forms.ValidationError(_("身份证号码不对，请对照证件再看一遍。"), code=error.code) from error


class WalkInForm(PlainForm):
    """Who stands at the counter. What a reader typed fills the fields that are still empty."""

    reader = forms.CharField(
        label=gettext_lazy("读卡"),
        help_text=gettext_lazy("光标停在这里，刷身份证或社保卡，或者扫医保码；没有读卡器的，直接填下面两格。"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={**_PLAIN, "autofocus": True}),
    )
    name = NarrowedField(label=gettext_lazy("参保人姓名"), max_length=60, widget=forms.TextInput(attrs=_PLAIN))
    id_number = IdNumberField(label=gettext_lazy("参保人身份证号"), max_length=30, widget=forms.TextInput(attrs=_PLAIN))
    told = forms.BooleanField(label=gettext_lazy("已经口头说明：要用到哪些信息、为什么用、保存多久"))
    proxy_name = NarrowedField(
        label=gettext_lazy("代办人姓名"), max_length=60, required=False, widget=forms.TextInput(attrs=_PLAIN)
    )
    proxy_number = IdNumberField(
        label=gettext_lazy("代办人身份证号"), max_length=30, required=False, widget=forms.TextInput(attrs=_PLAIN)
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("代办人是参保人的"), choices=[("", gettext_lazy("请选择")), *RELATIONS.items()], required=False
    )
    proxy_phone = NarrowedField(
        label=gettext_lazy("代办人电话"), max_length=30, required=False, widget=forms.TextInput(attrs=_PLAIN)
    )
    cards_seen = forms.BooleanField(label=gettext_lazy("已核对两人的身份证件和本人的授权（或监护证明）"), required=False)
    own_word = forms.BooleanField(
        label=gettext_lazy("涉及个人隐私的病种：本人同意由代办人申请（签名授权写明，或已电话问过本人）"), required=False
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        typed = data.get("reader", "") if data is not None else ""
        self.read, self.was_read = read_card(typed), bool(typed.strip())
        super().__init__(self._filled(data) if data is not None else None, **kwargs)

    def _filled(self, data: Any) -> Any:
        filled = data.copy()
        if self.read.id_number:
            filled["id_number"] = self.read.id_number
            filled["name"] = self.read.name or filled.get("name", "")
        filled["reader"] = ""
        return filled

    def filled_in(self, **known: str) -> dict[str, Any]:
        """What stands in the fields once the card was read, to begin a page with; `known` stands over it."""
        return {name: self.data.get(name, "") for name in self.fields} | known

    def clean_proxy_phone(self) -> str:
        """A number to call, or none."""
        return any_telephone(self.cleaned_data["proxy_phone"])

    def clean(self) -> dict[str, Any]:
        """A proxy is named whole, and has shown the papers."""
        given = super().clean() or {}
        if self.was_read and not self.read.id_number:
            self.add_error("reader", _("没有读出身份证号。请再刷一次卡，或者手工填写下面两格。"))
        if given.get("proxy_name") or given.get("proxy_number"):
            self._whole_proxy(given)
        return given

    def _whole_proxy(self, given: dict[str, Any]) -> None:
        for name, words in (
            ("proxy_name", _("请填写代办人的姓名。")),
            ("proxy_number", _("请填写代办人的身份证号。")),
            ("relation", _("请选择代办人和参保人的关系。")),
            ("cards_seen", _("请先核对两人的证件和授权，再勾选。")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        if given.get("proxy_number") and given.get("proxy_number") == given.get("id_number"):
            self.add_error("proxy_number", _("代办人和参保人是同一个身份证号。本人来的，代办人一栏留空。"))


class CounterContactForm(forms.Form):
    """How to reach the person: a mobile number, a fixed line, or none at all."""

    phone = NarrowedField(
        label=gettext_lazy("联系电话"),
        help_text=gettext_lazy("手机、座机都可以；没有电话的留空，有结果时按地址寄信或由窗口告知。"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=gettext_lazy("通信地址"), max_length=200, required=False, widget=forms.TextInput(attrs=_PLAIN)
    )

    def clean_phone(self) -> str:
        """A number to call, or none."""
        return any_telephone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """One way to reach them."""
        given = super().clean() or {}
        if not self.errors and not given.get("phone") and not given.get("address"):
            self.add_error("address", _("没有电话的，请填通信地址，否则结果没有办法告诉本人。"))
        return given


class BarcodeForm(PlainForm):
    """A slip's barcode, scanned or typed."""

    barcode = NarrowedField(label=gettext_lazy("告知单上的条码"), max_length=40, widget=forms.TextInput(attrs=_PLAIN))


class OriginalForm(PlainForm):
    """An original that stays here."""

    what = forms.CharField(label=gettext_lazy("原件名称"), max_length=60, widget=forms.TextInput(attrs=_PLAIN))
    sheets = forms.IntegerField(
        label=gettext_lazy("张数"), min_value=1, max_value=500, initial=1,
        error_messages={"invalid": gettext_lazy("张数请写数字。"), "min_value": gettext_lazy("至少1张。"), "max_value": gettext_lazy("最多500张，多了请分开登记。")},
    )  # fmt: skip


class ReturnForm(PlainForm):
    """To whom an original is given back."""

    barcode = NarrowedField(
        label=gettext_lazy("原件条码"), max_length=40, widget=forms.TextInput(attrs={**_PLAIN, "autofocus": True})
    )
    to = NarrowedField(
        label=gettext_lazy("领取人姓名"),
        help_text=gettext_lazy("本人、代办人或其他领取人，核对证件后填写。"),
        max_length=60,
        widget=forms.TextInput(attrs=_PLAIN),
    )


class SpokenForm(PlainForm):
    """What a witness has done."""

    is_there = forms.BooleanField(label=gettext_lazy("人在场，已核对身份证件"))
    was_read = forms.BooleanField(label=gettext_lazy("申请表已经读给他/她听"))
    said_yes = forms.BooleanField(label=gettext_lazy("口头确认：是本人申请的，内容是真的"))

"""The form every room's forms stand on: messages in plain words, no colon after labels, the browser's own checks left off."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _

CHOSEN = (forms.RadioSelect, forms.Select, forms.CheckboxSelectMultiple)


def narrowed(text: str) -> str:
    """Full-width digits, letters and signs as typed on a Chinese keyboard become plain ones; Chinese text stays."""
    return "".join(unicodedata.normalize("NFKC", one) if "\uff01" <= one <= "\uff5e" else one for one in text).strip()


class NarrowedField(forms.CharField):
    """For numbers and codes: accepts them pasted full-width or with spaces around."""

    def to_python(self, value: Any) -> str:
        """The narrowed text."""
        return narrowed(super().to_python(value) or "")


class PlainForm(forms.Form):
    """A form whose messages say what to do: 请填写姓名。 instead of 这个字段是必填项。"""

    use_required_attribute = False  # the server explains better than the browser's bubble, and in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._word(field, str(field.label or name).rstrip("？?。"))

    @staticmethod
    def _word(field: forms.Field, label: str) -> None:
        """Gentle words where the field still has Django's own."""
        stock = forms.Field.default_error_messages["required"]
        if field.error_messages.get("required") == stock:
            field.error_messages["required"] = _required(field, label)
        if "invalid_choice" in field.error_messages:
            field.error_messages["invalid_choice"] = _("请从列出的选项中选择。")
        if isinstance(field, forms.DateField):
            field.error_messages["invalid"] = _("请写完整的日期，例如2026年3月8日写作2026-03-08。")


def _required(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return _("请先阅读，再勾选“%(label)s”。") % {"label": label}
    if isinstance(field, forms.FileField):
        return _("请先拍照或选择文件：%(label)s。") % {"label": label}
    if isinstance(field.widget, CHOSEN):
        return _("请选择一项：%(label)s。") % {"label": label}
    return _("请填写：%(label)s。") % {"label": label}

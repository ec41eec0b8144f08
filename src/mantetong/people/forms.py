"""Forms of signing in and real names. They translate what people type; rules live in `domain` and `operations`."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mantetong.domain.identity import NotAMobileNumber, NotAnIdNumber, parse_id_number, parse_mobile
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import OptionLabel

_ID_REASONS = {
    "SHAPE": _("身份证号码应是18位，最后一位是数字或X。请对照身份证检查。"),
    "CHECK": _("身份证号码最后一位核对不上，可能有一位填错了。请对照身份证逐位检查。"),
    "BIRTH": _("身份证号码里的出生日期不对。请检查第7到14位。"),
}


def words_of(error: Exception) -> str:
    """The three sentences of an error in one line, for a message at a field."""
    sentence = sentence_for(getattr(error, "code", ""), vars(error))
    return f"{sentence.what}{sentence.why}{sentence.now}"


def fault_of(error: Exception) -> ValidationError:
    """An expected error as what is wrong with a field, its stable code included."""
    return ValidationError(words_of(error), code=getattr(error, "code", ""))


def wrong_number(error: NotAnIdNumber) -> ValidationError:
    """What is wrong with an ID number, in words that say where to look."""
    return ValidationError(_ID_REASONS[error.reason], code=error.code)


class PhoneForm(forms.Form):
    """The number a code is sent to."""

    phone = forms.CharField(
        label=_("手机号码"),
        max_length=40,
        error_messages={"required": _("请填写您的手机号码，用来接收验证码。")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        """Eleven digits, however they were typed."""
        try:
            return parse_mobile(self.cleaned_data["phone"])
        except NotAMobileNumber as error:
            raise fault_of(error) from error


class CodeForm(forms.Form):
    """Six digits from a message."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        error_messages={"required": _("请填写短信里的6位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class NameForm(forms.Form):
    """Name and number as they stand on the ID card."""

    name = forms.CharField(
        label=_("姓名"),
        max_length=60,
        help_text=_("与身份证上一致；少数民族姓名中的“·”请照写。"),
        error_messages={"required": _("请填写姓名，与身份证上一致。")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_number = forms.CharField(
        label=_("身份证号码"),
        max_length=40,
        help_text=_("18位；港澳台居民居住证、外国人永久居留身份证也可以。"),
        error_messages={"required": _("请填写18位身份证号码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_id_number(self) -> str:
        """Checked by its own last character before anybody is asked."""
        try:
            return parse_id_number(self.cleaned_data["id_number"]).text
        except NotAnIdNumber as error:
            raise wrong_number(error) from error


class InsuranceForm(forms.Form):
    """One of several insurances."""

    insurance = forms.TypedChoiceField(
        label=_("用哪一份参保办理"), coerce=int, widget=forms.RadioSelect, error_messages={"required": _("请选择一份参保信息。")}
    )

    def __init__(self, *args: object, options: list[tuple[int, OptionLabel]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["insurance"].choices = options  # type: ignore[attr-defined]


class DeskForm(forms.Form):
    """Name and password of a member of staff."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        error_messages={"required": _("请填写用户名。")},
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        error_messages={"required": _("请填写密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasskeyForm(forms.Form):
    """A name for a new passkey, the code shown now, and what the browser made."""

    name = forms.CharField(
        label=_("给它起个名字"),
        help_text=_("例如：办公室电脑、蓝色安全密钥。"),
        max_length=40,
        error_messages={"required": _("请起个名字，以后好辨认。")},
    )
    code = forms.CharField(
        label=_("动态口令"),
        help_text=_("登记前再核对一次。刚用来登录的那个口令不能再用，请等它变化。"),
        max_length=20,
        error_messages={"required": _("请填写动态口令应用里的6位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    credential = forms.CharField(
        max_length=20_000,
        error_messages={"required": _("浏览器没有给出通行密钥。请再点一次“登记”。")},
        widget=forms.HiddenInput,
    )


class SecondFactorForm(forms.Form):
    """Six digits from the authenticator."""

    code = forms.CharField(
        label=_("动态口令"),
        max_length=20,
        error_messages={"required": _("请填写动态口令应用里的6位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

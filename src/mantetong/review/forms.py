"""Forms of the desk and of the applicant's supplement."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.domain.criteria.answers import Answer
from mantetong.review.models import EnquiryState, PromiseKind
from mantetong.review.operations.counter import Shown
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.labels import ANSWERS

LONGEST = 2000
_TOO_LONG = {"max_length": _("最多写%(limit_value)d字，现在是%(show_value)d字。请写要点，长的材料请放进附件。")}


class SeenForm(forms.Form):
    """The version of the case that the person was looking at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def version_in(cls, posted: Mapping[str, str]) -> int | None:
        """The version posted, None without one."""
        form = cls(posted)
        return form.cleaned_data["version"] if form.is_valid() else None


class OverruleForm(forms.Form):
    """A person's answer to one criterion."""

    path = forms.RegexField(r"^[0-9.]{1,40}$", widget=forms.HiddenInput)
    answer = forms.TypedChoiceField(
        label=_("我的判断"),
        choices=[(answer.value, ANSWERS[answer]) for answer in Answer],
        coerce=Answer,
        error_messages={"required": _("请选择您的判断。")},
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明为什么这样判断。"), **_TOO_LONG},
    )
    cite = forms.BooleanField(label=_("以正在看的这一页为依据"), required=False)
    paper = forms.CharField(max_length=20, required=False)
    page = forms.IntegerField(min_value=1, required=False)


class RefuseForm(forms.Form):
    """One reason of a refusal to accept, with its rule."""

    words = forms.CharField(
        label=_("不予受理的理由"),
        help_text=_("申请人会原样看到这段话：写明事实，不责备人。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明理由。"), **_TOO_LONG},
    )
    source = forms.CharField(
        label=_("依据"),
        help_text=_("写明依据哪份文件的哪一条。"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明依据。"), **_TOO_LONG},
    )


class NewThingForm(forms.Form):
    """Something that is neither in the checklist nor a criterion, and a supervisor's reason for a further notice."""

    label = forms.CharField(label=_("名称"), max_length=100, required=False)
    words = forms.CharField(
        label=_("请申请人做什么"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(label=_("依据"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(
        label=_("科长说明"),
        help_text=_("补正通知已发过一次。确有新的内容时，由科长写明原因。"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=_TOO_LONG,
    )

    def clean(self) -> dict[str, str]:
        """A new thing is whole or not there."""
        given = super().clean() or {}
        parts = [given.get(name, "").strip() for name in ("label", "words", "source")]
        if any(parts) and not all(parts):
            raise forms.ValidationError(_("新增的内容要同时写明名称、请申请人做什么和依据。"))
        return given


class AnswerForm(forms.Form):
    """What the applicant may say when something cannot be sent."""

    said = forms.CharField(
        label=_("情况说明（可以不填）"),
        help_text=_("有材料确实交不出的，请写明原因。"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_TOO_LONG,
    )


class FindSupplementForm(PlainForm):
    """What lies on the counter: the notice with its number, and the insured person's card."""

    number = NarrowedField(label=_("受理号"), help_text=_("补正通知或受理回执上的21位数字。"), max_length=40)
    name = NarrowedField(label=_("参保人姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    id_number = NarrowedField(label=_("参保人身份证号"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    @property
    def shown(self) -> Shown:
        """As the operation takes it."""
        return Shown(**self.cleaned_data)


class NarrowForm(forms.Form):
    """What a list is narrowed to. Sent by GET: an address one can keep."""

    words = forms.CharField(label=_("受理号、姓名或证件号码"), max_length=60, required=False)
    disease = forms.ChoiceField(label=_("病种"), required=False)
    institution = NarrowedField(label=_("医院（写名称的一部分）"), max_length=60, required=False)

    def __init__(self, *args: object, diseases: tuple[tuple[str, str], ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["disease"].choices = [("", _("全部病种")), *diseases]  # type: ignore[attr-defined]


class HandOverForm(PlainForm):
    """Whose filings go to whom."""

    away = forms.TypedChoiceField(label=_("谁不在岗"), coerce=int)
    to = forms.TypedChoiceField(label=_("移交给"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: object, away: tuple[tuple[str, str], ...], to: tuple[tuple[str, str], ...]) -> None:
        super().__init__(*args)
        self.fields["away"].choices = away  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", _("放回待领取")), *to]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Not to oneself."""
        given = super().clean() or {}
        if given.get("to") is not None and given.get("to") == given.get("away"):
            self.add_error("to", _("请选择另一位同事，或者放回待领取。"))
        return given


class ReassignForm(PlainForm):
    """A filing goes to a colleague; `seen_holder` is who held it on the page that was looked at."""

    to = forms.TypedChoiceField(label=_("转派给"), coerce=int)
    seen_holder = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, to: tuple[tuple[str, str], ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = to  # type: ignore[attr-defined]


class WordsForm(PlainForm):
    """A note, a question to a colleague, or the answer to one."""

    text = forms.CharField(
        label=_("内容"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), error_messages=_TOO_LONG
    )


class AskForm(WordsForm):
    """A question to one colleague."""

    to = forms.TypedChoiceField(label=_("请谁看"), coerce=int)
    field_order = ("to", "text")

    def __init__(self, *args: object, to: tuple[tuple[str, str], ...]) -> None:
        super().__init__(*args)
        self.fields["to"].choices = to  # type: ignore[attr-defined]


class EnquireForm(PlainForm):
    """函询核实: which hospital is asked what, and until when."""

    institution = forms.ChoiceField(label=_("出具材料的医院"))
    question = forms.CharField(
        label=_("请医院核实什么"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), error_messages=_TOO_LONG
    )
    answer_by = forms.DateField(label=_("请在哪天前答复"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, institutions: tuple[tuple[str, str], ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = institutions  # type: ignore[attr-defined]


class EnquiryAnswerForm(PlainForm):
    """What the hospital said."""

    state = forms.TypedChoiceField(
        label=_("核实结果"),
        choices=(("CONFIRMED", _("核实属实")), ("DENIED", _("核实不符")), ("UNCLEAR", _("说不清楚"))),
        coerce=EnquiryState,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("医院的答复"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), error_messages=_TOO_LONG
    )


class PromiseForm(PlainForm):
    """A paper that may come later, of those the rules let follow."""

    slot = forms.ChoiceField(label=_("后补哪一份"), widget=forms.RadioSelect)
    kind = forms.TypedChoiceField(
        label=_("方式"),
        choices=(("FOLLOWS", _("容缺受理：先办理，材料后补")), ("VOUCHED", _("告知承诺：申请人已书面承诺"))),
        coerce=PromiseKind,
        widget=forms.RadioSelect,
    )
    by_on = forms.DateField(label=_("最迟哪天补交"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, slots: tuple[tuple[str, str], ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = slots  # type: ignore[attr-defined]

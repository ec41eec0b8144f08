"""Forms of acting for somebody else: who, in what bond, for how long, proven how; and what the desk answers."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mantetong.domain.identity import NotAMobileNumber, parse_mobile
from mantetong.domain.outcomes import Kind
from mantetong.people.forms import fault_of
from mantetong.people.operations import MOST_PAPERS, PROOFS_FOR, MandateKind, Proof, Relation
from mantetong.web.forms import PlainForm
from mantetong.web.shapes import OptionLabel

RELATIONS = {
    Relation.SPOUSE: _("配偶"),
    Relation.CHILD: _("子女（我是他/她的儿子或女儿）"),
    Relation.GRANDCHILD: _("孙辈（我是他/她的孙子女、外孙子女）"),
    Relation.PARENT: _("父母（我是他/她的父亲或母亲）"),
    Relation.GRANDPARENT: _("祖辈（我是他/她的祖父母、外祖父母）"),
    Relation.SIBLING: _("兄弟姐妹"),
    Relation.OTHER_RELATIVE: _("其他亲属"),
    Relation.NOT_RELATED: _("不是亲属"),
}
KINDS = {
    MandateKind.ENTRUSTED: (_("本人委托我办"), _("本人知道并同意，例如行动不便、不会用手机的父母。")),
    MandateKind.LEGAL_GUARDIAN: (
        _("我是法定监护人"),
        _("未成年子女的父母；或者法院认定不能自己办事的成年人的配偶、父母、子女等。"),
    ),
    MandateKind.APPOINTED_GUARDIAN: (_("我是意定监护人"), _("本人以前写好了书面协议，由我照管，现在协议已经生效。")),
    MandateKind.BODY_GUARDIAN: (_("村（居）委会、民政部门担任监护人"), _("我是经办人，替单位照管的人办理。")),
}
PROOFS = {
    Proof.CODE: (_("发验证码到家人自己的手机"), _("家人把收到的6位数字告诉您。家人的号码不能和您的是同一个。")),
    Proof.SIGNED: (_("拍授权书"), _("家人在纸上写明同意您代办，签名或者按手印，拍照上传。")),
    Proof.COUNTER: (_("到窗口办"), _("您和家人一起，或者带两人的身份证到医保经办窗口。")),
    Proof.CALL_BACK: (_("请工作人员打电话向家人确认"), _("会录音。请让家人留意接电话。")),
    Proof.HOUSEHOLD: (_("拍户口簿或出生医学证明"), _("能看出您和孩子的关系。")),
    Proof.JUDGEMENT: (_("拍法院判决书"), _("判决书认定本人不能自己办事，并写明监护人。")),
    Proof.AGREEMENT: (_("拍意定监护协议"), _("书面协议，以及协议已经生效的证明。")),
    Proof.APPOINTMENT: (_("拍指定监护人的文件"), _("盖章的指定文件和您的工作证明。")),
}
NO_END, EVERYTHING = "NO_END", "ALL"
_TERMS = {
    "183": (_("半年"), ""),
    "365": (_("一年"), _("到期前可以再登记一次。")),
    NO_END: (_("一直有效，直到撤销"), _("本人或您随时可以撤销。")),
}
_SCOPES = {
    EVERYTHING: (_("门诊慢特病的所有事项"), _("新申请、续办、复审、申诉、转入。")),
    Kind.NEW.value: (_("只办新申请"), ""),
    Kind.RENEWAL.value: (_("只办续办"), ""),
}


def options(of: dict[Any, tuple[Any, Any]], codes: Sequence[Any]) -> list[tuple[str, OptionLabel]]:
    """Choices with a line of explanation each."""
    return [(str(code), OptionLabel(str(of[code][0]), str(of[code][1]))) for code in codes]


class BondForm(PlainForm):
    """The relation (national codes 1–8) and the ground on which one acts."""

    relation = forms.ChoiceField(
        label=_("您是他/她的什么人？"), widget=forms.RadioSelect, choices=[(str(code), text) for code, text in RELATIONS.items()]
    )
    kind = forms.ChoiceField(label=_("您凭什么替他/她办？"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = options(KINDS, list(KINDS))  # type: ignore[attr-defined]


class TermForm(PlainForm):
    """Until when, and for what."""

    days = forms.ChoiceField(label=_("办到什么时候？"), widget=forms.RadioSelect)
    scope = forms.ChoiceField(label=_("替他/她办哪些事？"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = options(_TERMS, list(_TERMS))  # type: ignore[attr-defined]
        self.fields["scope"].choices = options(_SCOPES, list(_SCOPES))  # type: ignore[attr-defined]

    def until(self, *, on: date) -> date | None:
        """The last day, None for one without an end."""
        days = self.cleaned_data["days"]
        return None if days == NO_END else on + timedelta(days=int(days))

    @property
    def kinds(self) -> list[str]:
        """The kinds of filing covered; none means all."""
        scope = self.cleaned_data["scope"]
        return [] if scope == EVERYTHING else [scope]


class ProofForm(PlainForm):
    """Which proof, among those that serve the ground."""

    proof = forms.ChoiceField(label=_("怎么证明？"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: str, without: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = [proof for proof in PROOFS_FOR[kind] if proof not in without]
        self.fields["proof"].choices = options(PROOFS, serving)  # type: ignore[attr-defined]


class WardPhoneForm(PlainForm):
    """The person's own telephone."""

    phone = forms.CharField(
        label=_("家人的电话"),
        max_length=40,
        error_messages={"required": _("请填写家人的手机号码。")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        """Eleven digits, however they were typed."""
        try:
            return parse_mobile(self.cleaned_data["phone"])
        except NotAMobileNumber as error:
            raise fault_of(error) from error


class _SeveralFiles(forms.FileField):
    """Up to six photographs in one field."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Each as a file of its own."""
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > MOST_PAPERS:
            raise ValidationError(_("一次最多上传6张照片。"), code="TOO_MANY_PAPERS")
        return [super(_SeveralFiles, self).clean(one, initial) for one in files] or [super().clean(None, initial)]


class _SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> "list[UploadedFile[Any]]":
        found: list[UploadedFile[Any]] = files.getlist(name)
        return found


class PapersForm(PlainForm):
    """Photographs of the proof, and the body that guards where one does."""

    papers = _SeveralFiles(
        label=_("证明的照片"),
        help_text=_("一页一张，四个角都拍进去，字要看得清。JPG、PNG、HEIC照片或PDF，一次最多6个文件。"),
        error_messages={"required": _("请先拍好证明的照片再提交。"), "empty": _("这张照片是空的，请重新拍一张。")},
        widget=_SeveralFilesInput(attrs={"accept": "image/*,application/pdf", "multiple": True}),
    )
    body = forms.CharField(label=_("单位名称"), max_length=100, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == MandateKind.BODY_GUARDIAN:
            self.fields["body"].required = True
        else:
            del self.fields["body"]


class ProofAnswerForm(PlainForm):
    """What the desk found."""

    how = forms.ChoiceField(label=_("核对方式"), widget=forms.RadioSelect, required=False)
    own_word = forms.BooleanField(label=_("本人亲口（亲笔）同意：也包括涉及隐私的病种"), required=False)
    note = forms.CharField(
        label=_("说明"),
        help_text=_("电话确认要写：何时打的、谁接的、怎么说、录音编号。不通过要写原因，代办人会看到。"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = [proof for proof in PROOFS_FOR[kind] if proof != Proof.CODE]
        self.fields["how"].choices = options(PROOFS, serving)  # type: ignore[attr-defined]
        if kind != MandateKind.ENTRUSTED:
            del self.fields["own_word"]

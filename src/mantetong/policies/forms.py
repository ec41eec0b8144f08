"""Forms of this room: the self-check's questions, and the desk's."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.policies.self_check import Reply, questions_of
from mantetong.web.forms import PlainForm

REPLIES = ((Reply.YES.value, _("有 / 是")), (Reply.NO.value, _("没有 / 不是")), (Reply.UNSURE.value, _("不清楚")))
INSURED = ((Reply.YES.value, _("已参保")), (Reply.NO.value, _("没有参保，或参保在别处")), (Reply.UNSURE.value, _("不清楚")))
LEAF = "leaf-"


class ChooseForm(forms.Form):
    """Which disease, and whether insured here."""

    def __init__(self, *args: object, policy: RegionPolicy, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        diseases = [("", _("请选择病种")), *((disease.code, disease.name) for disease in policy.diseases.values())]
        self.fields["disease"] = forms.ChoiceField(
            label=_("申请哪个病种"), choices=diseases, error_messages={"required": _("请选择要自测的病种。")}
        )
        self.fields["insured"] = forms.ChoiceField(
            label=_("是否在{region}参加了基本医疗保险").format(region=policy.name),
            choices=INSURED,
            widget=forms.RadioSelect,
            error_messages={"required": _("请选择是否参保；不清楚也可以选“不清楚”。")},
        )


class QuestionsForm(forms.Form):
    """One question per leaf of the disease's criterion; all may be left open."""

    disease = forms.CharField(widget=forms.HiddenInput, max_length=6)
    insured = forms.ChoiceField(choices=REPLIES, widget=forms.HiddenInput)
    step = forms.CharField(widget=forms.HiddenInput, initial="result", required=False)

    def __init__(self, *args: object, policy: DiseasePolicy, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for question in questions_of(policy):
            self.fields[LEAF + question.path] = forms.ChoiceField(
                label=question.text, choices=REPLIES, widget=forms.RadioSelect, required=False
            )

    def replies(self) -> dict[str, Reply]:
        """The replies by path; a question left open is 不清楚."""
        given = {name.removeprefix(LEAF): value for name, value in self.cleaned_data.items() if name.startswith(LEAF)}
        return {path: Reply(value or Reply.UNSURE) for path, value in given.items()}


class DayForm(PlainForm):
    """A day to look at."""

    on = forms.DateField(label=_("查看哪一天"), widget=forms.DateInput(attrs={"type": "date"}))


class DueForm(PlainForm):
    """From which day staged packs come into force."""

    due_on = forms.DateField(label=_("从哪一天起施行"), widget=forms.DateInput(attrs={"type": "date"}))


class WorkbookForm(PlainForm):
    """An edited workbook."""

    file = forms.FileField(
        label=_("改好的工作簿（XLSX）"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        max_length=200,
        error_messages={"required": _("请选择改好的工作簿。"), "empty": _("这个文件是空的，请重新选择。")},
    )

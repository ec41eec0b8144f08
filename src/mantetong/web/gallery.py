"""Every component on one page, to be looked at and measured in all looks. Stands only in the sandbox."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from mantetong.domain.policy import Stated, Status
from mantetong.web.access import public
from mantetong.web.clock import SHANGHAI
from mantetong.web.forms import PlainForm
from mantetong.web.pages import page_or_fragment
from mantetong.web.shapes import (
    FileSlot,
    Hotline,
    OptionLabel,
    Pager,
    ProgressStep,
    SlotFile,
    State,
    SummaryRow,
    TimelineEntry,
    Tone,
)


class GalleryForm(PlainForm):
    """One field of every kind."""

    name = forms.CharField(label="姓名", help_text="与身份证上的一致。")
    kind = forms.ChoiceField(
        label="您给谁办？",
        choices=[("self", OptionLabel("给自己办")), ("other", OptionLabel("帮别人办", "例如父母、配偶或子女，需要对方同意。"))],
        widget=forms.RadioSelect,
    )
    papers = forms.MultipleChoiceField(
        label="手边有哪些材料？",
        choices=[("a", "出院小结"), ("b", "检验报告单"), ("c", "门诊病历")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    since = forms.DateField(label="哪一天确诊的？", widget=forms.DateInput, required=False)
    region = forms.ChoiceField(
        label="参保地", choices=[("", "请选择"), ("511400", "眉山市"), ("511300", "南充市"), ("620900", "酒泉市")]
    )
    story = forms.CharField(label="病情简要说明", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    paper = forms.FileField(label="材料照片", required=False)
    pledge = forms.BooleanField(label="我承诺以上内容真实、完整。")
    signature = forms.CharField(label="请签名", widget=forms.HiddenInput, help_text="用手指在框里写您的姓名。", required=False)


PAGER = Pager("?before=1", "?after=20", "第1到20件，共45件")
GUIDE_VALUE = Stated("20个工作日", date(2025, 1, 1), "眉山市门诊慢特病办理指南", Status.GUIDE)
SAMPLE_VALUE = Stated(("糖尿病", "高血压"), date(2025, 1, 1), "演示数据", Status.SAMPLE)


@dataclass(frozen=True, slots=True)
class GalleryPage:
    """What the gallery shows; the figures are invented."""

    title: str
    form: GalleryForm
    subtitle: str = "看一看每个部件的样子"
    hint: str = "按身份证填写就可以。"
    back_url: str = "/gallery/"
    progress: str = "第3步，共8步"
    region_name: str = "眉山市"
    may_save: bool = True
    hotline: Hotline = field(default_factory=lambda: Hotline("028-00000000", "眉山市医保咨询电话"))
    tones: tuple[Tone, ...] = tuple(Tone)
    steps: tuple[ProgressStep, ...] = (
        ProgressStep("提交", State.DONE),
        ProgressStep("受理", State.DONE),
        ProgressStep("审核", State.NOW),
        ProgressStep("认定", State.AHEAD),
        ProgressStep("办结", State.AHEAD),
    )
    events: tuple[TimelineEntry, ...] = (
        TimelineEntry("已提交", datetime(2026, 11, 20, 9, 5, tzinfo=SHANGHAI), "申请已经送到医保经办机构。", "您"),
        TimelineEntry("正在审核", datetime(2026, 11, 20, 9, 6, tzinfo=SHANGHAI), "不用您做什么。", "医保经办机构", State.NOW),
        TimelineEntry("预计办结", date(2026, 12, 10), state=State.AHEAD),
    )
    rows: tuple[SummaryRow, ...] = (
        SummaryRow("姓名", "张三", "/gallery/question/"),
        SummaryRow("手机号", "139****0000", "/gallery/question/", "用来接收办理进度"),
        SummaryRow("病情简要说明", "确诊五年，\n长期服药。"),
    )
    slots: tuple[FileSlot, ...] = (
        FileSlot(
            "summary",
            "出院小结",
            "/gallery/",
            files=(
                SlotFile("第1页.jpg", "/gallery/", "/gallery/", said="看得清", tone=Tone.SUCCESS),
                SlotFile(
                    "第2页.jpg", "/gallery/", "/gallery/", said="请重拍", tone=Tone.WARNING, problem="右下角太暗，看不清印章。"
                ),
            ),
            hint="需要加盖医院印章。",
            tone=Tone.WARNING,
            said="还差一页",
        ),
        FileSlot("lab", "检验报告单", "/gallery/", hint="三个月以内的报告。", required=False),
    )
    pager: Pager = PAGER
    guide_value: Stated[str] = GUIDE_VALUE
    sample_value: Stated[tuple[str, ...]] = SAMPLE_VALUE


def _in_sandbox(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.MANTETONG_SANDBOX:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _page(request: HttpRequest, title: str) -> GalleryPage:
    """With `?wrong` the form shows its errors."""
    return GalleryPage(title=title, form=GalleryForm({"kind": "?"}) if "wrong" in request.GET else GalleryForm())


@public
@_in_sandbox
def citizen_gallery(request: HttpRequest) -> HttpResponse:
    """All components on a citizen's page."""
    return page_or_fragment(request, "web/gallery", _page(request, "部件一览"))


@public
@_in_sandbox
def question_gallery(request: HttpRequest) -> HttpResponse:
    """A question page as it comes from the form alone."""
    return page_or_fragment(request, "web/gallery_question", _page(request, "请填写基本信息"))


@public
@_in_sandbox
def desk_gallery(request: HttpRequest) -> HttpResponse:
    """All components on the desk."""
    return page_or_fragment(request, "web/gallery_desk", _page(request, "部件一览"))


@public
@_in_sandbox
def panel_gallery(_request: HttpRequest, name: str) -> HttpResponse:
    """What the panel on the other pages shows; `missing` is refused."""
    if name == "missing":
        raise Http404
    return HttpResponse("<p>这一段来自另一个地址。</p>")

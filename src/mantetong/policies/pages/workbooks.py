"""A region's workbook on the desk: taken away, brought back, looked at, kept as a publication."""

import base64
import binascii
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mantetong.domain.roles import Role
from mantetong.policies import operations, queries
from mantetong.policies.forms import WorkbookForm
from mantetong.policies.operations import Preview
from mantetong.policies.pages.compare import ChangeRow, change_rows
from mantetong.policies.sheets.commands import NATION
from mantetong.policies.sheets.faults import SheetFault, SheetFaulty
from mantetong.policies.versions.differences import differences
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class ChangedRegion:
    """What a workbook changes in one region."""

    name: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One thing that cannot be taken over, and where it stands."""

    sheet: str
    row: str
    column: str
    expected: str


@dataclass(frozen=True, slots=True)
class WorkbookPage:
    """Take away and bring back; after bringing, the faults or the differences. `content` carries the file to the next step."""

    title: str
    subtitle: str
    download_url: str
    back_url: str
    form: WorkbookForm
    faults: tuple[FaultRow, ...] = ()
    regions: tuple[ChangedRegion, ...] = ()
    is_read: bool = False
    content: str = ""


def _name_of(code: str) -> str:
    names = {region.code: region.name for region in queries.regions()} | {NATION: _("全国共用清单")}
    if code not in names:
        raise Http404
    return names[code]


@staff(Role.POLICY_OFFICER)
@require_safe
def download(request: Request, code: str) -> HttpResponseBase:
    """The workbook of what is in force."""
    _name_of(code)
    content = operations.export_workbook(region=code, by=request.actor)
    return HttpResponse(content, _XLSX, headers={"Content-Disposition": f'attachment; filename="policy-{code}.xlsx"'})


@staff(Role.POLICY_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: Request, code: str) -> HttpResponseBase:
    """Bring a workbook back: first what it would change, then, on 存为待发布, a publication."""
    if request.method != "POST":
        return page_or_fragment(request, "policies/desk/workbook", _page(code, WorkbookForm()))
    form = WorkbookForm(request.POST, request.FILES)
    content = _carried(request) or (form.cleaned_data["file"].read() if form.is_valid() else b"")
    if not content:
        return _refused(request, _page(code, form))
    try:
        if "keep" in request.POST:
            return _kept(request, content)
        preview = operations.preview_workbook(content=content, by=request.actor)
    except SheetFaulty as error:
        return _refused(request, _page(code, WorkbookForm(), faults=tuple(map(_fault_row, error.faults))))
    return page_or_fragment(request, "policies/desk/workbook", _preview_page(code, content, preview))


def _carried(request: Request) -> bytes:
    try:
        return base64.b64decode(request.POST.get("content", ""), validate=True)
    except binascii.Error:
        return b""


def _kept(request: Request, content: bytes) -> HttpResponseBase:
    number = operations.stage_workbook(content=content, by=request.actor, at=now_of(request))
    messages.success(request, _("已存为待发布。下一步：重放以往办件，再提出发布。"))
    return redirect("policies:desk-publication", number)


def _refused(request: Request, page: WorkbookPage) -> HttpResponseBase:
    return page_or_fragment(request, "policies/desk/workbook", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(code: str, form: WorkbookForm, *, faults: tuple[FaultRow, ...] = ()) -> WorkbookPage:
    return WorkbookPage(
        title=_("{name}：目录、标准和金额").format(name=_name_of(code)),
        subtitle=_("导出为工作簿，改好再传回来"),
        download_url=reverse("policies:desk-workbook-file", args=[code]),
        back_url=reverse("policies:desk") if code == NATION else reverse("policies:desk-region", args=[code]),
        form=form,
        faults=faults,
    )


def _preview_page(code: str, content: bytes, preview: Preview) -> WorkbookPage:
    page = _page(code, WorkbookForm())
    regions = tuple(
        ChangedRegion(after["name"], change_rows(differences(before=before, after=after)))
        for before, after in preview.contents.values()
    )
    carried = base64.b64encode(content).decode() if regions else ""
    return WorkbookPage(
        page.title, page.subtitle, page.download_url, page.back_url, page.form, regions=regions, is_read=True, content=carried
    )


def _fault_row(fault: SheetFault) -> FaultRow:
    return FaultRow(fault.sheet, str(fault.row or "—"), fault.column or "—", fault.expected)

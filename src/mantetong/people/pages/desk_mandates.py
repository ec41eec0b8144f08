"""The desk's side of mandates: proofs that wait, one proof with its papers, and taking a mandate back on word."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mantetong.domain.identity import NotAnIdNumber, parse_id_number
from mantetong.domain.roles import Role
from mantetong.outside.documents import fetch
from mantetong.outside.intake import marked_for_staff
from mantetong.people import operations
from mantetong.people.forms import fault_of, wrong_number
from mantetong.people.mandate_forms import KINDS, PROOFS, RELATIONS, ProofAnswerForm
from mantetong.people.operations import MandateKind, OwnMandate, Proof, ProofDoesNotServe, ProofSeen, ReasonMissing, Route
from mantetong.people.pages.family.listing import term_of
from mantetong.people.queries import ProofToCheck, mandates_over, proof_to_check, proofs_waiting
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for
from mantetong.web.shapes import SummaryRow
from mantetong.web.wording import chinese_moment

LOOKING = (Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
_NAME = 20


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One waiting proof in the list."""

    ward: str
    proxy: str
    kind: str
    proof: str
    asked: str
    url: str


@dataclass(frozen=True, slots=True)
class RevocableRow:
    """One mandate that the person wants to end."""

    proxy: str
    kind: str
    term: str
    end_url: str


@dataclass(frozen=True, slots=True)
class MandatesPage:
    """The list, and the search for taking back."""

    title: str
    rows: tuple[WaitingRow, ...]
    form: forms.Form
    found: tuple[RevocableRow, ...] | None


@dataclass(frozen=True, slots=True)
class ProofPage:
    """One proof to look at."""

    title: str
    rows: tuple[SummaryRow, ...]
    papers: tuple[str, ...]
    form: ProofAnswerForm
    warning: str
    back_url: str


class WardSearchForm(PlainForm):
    """The number of whoever takes a mandate back."""

    id_number = NarrowedField(label=gettext_lazy("本人身份证号码"), max_length=40)

    def clean_id_number(self) -> str:
        """Checked before anybody is searched."""
        try:
            return parse_id_number(self.cleaned_data["id_number"]).text
        except NotAnIdNumber as error:
            raise wrong_number(error) from error


@staff(*LOOKING)
def mandates(request: Request) -> HttpResponseBase:
    """Proofs that wait; searched by POST, so that no number stands in an address."""
    form = WardSearchForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        number, on = form.cleaned_data["id_number"], day_of(now_of(request))
        lines = mandates_over(id_number=number, region=request.actor.region, on=on)
        found = tuple(
            RevocableRow(
                proxy=line.name or _("窗口登记的代办人"),
                kind=str(KINDS[MandateKind(line.kind)][0]),
                term=term_of(line.from_on, line.until_on),
                end_url=reverse("people:desk-end-mandate", args=[line.id]),
            )
            for line in lines
        )
    rows = tuple(_row(one) for one in proofs_waiting(region=request.actor.region))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" and found is None else HTTPStatus.OK
    return page_or_fragment(request, "people/desk_mandates", MandatesPage(_("代办登记"), rows, form, found), status=status)


def _row(one: ProofToCheck) -> WaitingRow:
    return WaitingRow(
        ward=one.ward_name,
        proxy=one.proxy_name,
        kind=str(KINDS[MandateKind(one.kind)][0]),
        proof=str(PROOFS[Proof(one.proof)][0]),
        asked=chinese_moment(one.asked_at),
        url=reverse("people:desk-mandate", args=[one.id]),
    )


@staff(*LOOKING)
def mandate(request: Request, mandate_id: int) -> HttpResponseBase:
    """Look at one proof and answer it. The look is written down for the person."""
    one = _its(request, mandate_id)
    form = ProofAnswerForm(request.POST or None, kind=one.kind, initial={"how": one.proof})
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                _answer(request, mandate_id, form)
            except (OwnMandate, ProofDoesNotServe, ReasonMissing) as error:
                form.add_error(None, fault_of(error))
                status = HTTPStatus(sentence_for(error.code).status)
            else:
                return redirect("people:desk-mandates")
    operations.note_look(
        by=request.actor, kind="MANDATE", reference=str(one.id), why=_("核对代办证明"), at=now_of(request), person_id=one.ward_id
    )
    return page_or_fragment(request, "people/desk_mandate", _page(one, form), status=status)


def _its(request: Request, mandate_id: int) -> ProofToCheck:
    one = proof_to_check(mandate_id=mandate_id, region=request.actor.region)
    if one is None:
        raise operations.NoSuchMandate
    return one


def _answer(request: Request, mandate_id: int, form: ProofAnswerForm) -> None:
    said, at = form.cleaned_data, now_of(request)
    if request.POST.get("answer") == "refuse":
        operations.refuse_proof(mandate_id=mandate_id, by=request.actor, reason=said["note"], at=at)
        return
    if not said["how"]:
        raise ProofDoesNotServe
    seen = ProofSeen(Proof(said["how"]), said["note"], own_word=said.get("own_word", False))
    operations.confirm_proof(mandate_id=mandate_id, by=request.actor, seen=seen, at=at)


def _page(one: ProofToCheck, form: ProofAnswerForm) -> ProofPage:
    rows = (
        SummaryRow(
            _("被代办人"), f"{one.ward_name}\n{one.ward_number}", note="" if one.ward_is_confirmed else _("参保登记没有核对上")
        ),
        SummaryRow(_("代办人"), f"{one.proxy_name}\n{one.proxy_number}"),
        SummaryRow(_("关系"), str(RELATIONS[one.relation])),  # type: ignore[index]
        SummaryRow(_("依据"), str(KINDS[MandateKind(one.kind)][0]) + (f"\n{one.body}" if one.body else "")),
        SummaryRow(_("期限"), term_of(one.from_on, one.until_on)),
        SummaryRow(_("证明方式"), str(PROOFS[Proof(one.proof)][0])),
        SummaryRow(_("本人电话"), one.ward_phone or _("没有填写")),
        SummaryRow(_("登记时间"), chinese_moment(one.asked_at)),
    )
    papers = tuple(reverse("people:desk-proof-paper", args=[one.id, key[-_NAME:]]) for key in one.papers)
    warning = _("本人电话与代办人的号码相同：请当面、凭签名授权核对，或打另一个电话向本人确认。") if one.same_phone else ""
    return ProofPage(_("核对代办证明"), rows, papers, form, warning, reverse("people:desk-mandates"))


@staff(*LOOKING)
def proof_paper(request: Request, mandate_id: int, name: str) -> HttpResponseBase:
    """One photograph of a proof, by a name nobody can guess, with the mark that staff see. The look is written down for the person."""
    one, at = _its(request, mandate_id), now_of(request)
    key = next((key for key in one.papers if key[-_NAME:] == name), None)
    if key is None:
        raise Http404
    reference, why = f"{one.id}/{name}", _("核对代办证明")
    operations.note_look(by=request.actor, kind="MANDATE", reference=reference, why=why, at=at, person_id=one.ward_id)
    jpeg = marked_for_staff(fetch(key), request.actor, at)
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@require_POST
def _end(request: Request, mandate_id: int) -> HttpResponseBase:
    route = Route.HOTLINE if request.POST.get("route") == Route.HOTLINE else Route.COUNTER
    operations.revoke_at_desk(mandate_id=mandate_id, by=request.actor, route=route, at=now_of(request))
    return redirect("people:desk-mandates")


end = staff(*LOOKING)(_end)

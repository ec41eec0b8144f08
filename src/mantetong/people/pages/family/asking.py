"""Coming to act for somebody: who, in what bond, for how long, proven how. One question a page; nothing counts before its proof."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.domain.identity import NotAnIdNumber, age_on
from mantetong.outside.intake import FileRefused
from mantetong.people import operations
from mantetong.people.forms import NameForm, fault_of, wrong_number
from mantetong.people.mandate_forms import EVERYTHING, NO_END, BondForm, PapersForm, ProofForm, TermForm, WardPhoneForm
from mantetong.people.operations import (
    ON_PAPER,
    AskedTooOften,
    MandateKind,
    MandateRunning,
    MandateTerms,
    OwnSelf,
    PhoneOfAnother,
    Proof,
    ProofOffered,
    RealNameOutcome,
    RealNameResult,
    Relation,
    SamePhone,
    TooManyChecks,
    TooManyProofPages,
)
from mantetong.people.pages.signing import with_next
from mantetong.people.queries import account_card, person_card
from mantetong.web.access import citizen
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for

WISH = "people.mandate_wish"
_OF_AGE = 18
_STEPS = 5


@dataclass(frozen=True, slots=True)
class AskingPage:
    """One question on the way to a mandate."""

    title: str
    form: Form
    hint: str
    back_url: str
    progress: str
    continue_label: str = ""
    note: str = ""
    takes_files: bool = False


def _progress(step: int) -> str:
    return _("第{step}步，共{steps}步").format(step=step, steps=_STEPS)


def _shown(request: Request, page: AskingPage, error: Exception | None = None) -> HttpResponseBase:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    if error is not None:
        status = HTTPStatus(sentence_for(getattr(error, "code", "")).status)
    return page_or_fragment(request, "people/asking", page, status=status)


@citizen
def ward(request: Request) -> HttpResponseBase:
    """Whom: name and ID number. Who acts must be known by name first."""
    card = account_card(request.actor.known_id)
    if card is None or not card.real_name_level:
        return redirect(with_next("people:name", request.path))
    form = NameForm(request.POST or None)
    error: Exception | None = None
    if request.method == "POST" and form.is_valid():
        try:
            result = operations.find_ward(account_id=request.actor.known_id, at=now_of(request), **form.cleaned_data)
        except NotAnIdNumber as fault:
            form.add_error("id_number", wrong_number(fault))
        except (OwnSelf, TooManyChecks) as fault:
            form.add_error(None, fault_of(fault))
            error = fault
        else:
            return _found(request, form, result)
    return _shown(request, _ward_page(form), error)


def _ward_page(form: NameForm) -> AskingPage:
    hint = _("请填写这位家人的姓名和身份证号码，与身份证上一致。")
    return AskingPage(_("您要替谁办？"), form, hint, reverse("people:family"), _progress(1))


def _found(request: Request, form: NameForm, result: RealNameResult) -> HttpResponseBase:
    if result.outcome is RealNameOutcome.DIED or result.person_id is None:
        form.add_error(
            None, _("参保登记显示，这位参保人已经去世，不能再为其申请。登记有误的，请带证件到医保经办窗口更正。请节哀。")
        )
        return _shown(request, _ward_page(form))
    request.session[WISH] = {"person": result.person_id, "is_found": result.outcome is RealNameOutcome.CONFIRMED}
    return redirect("people:bond")


def _step(view: Callable[[Request, dict[str, Any]], HttpResponseBase], needs: str) -> Callable[..., HttpResponseBase]:
    """A later question: whoever has not answered the ones before begins at the beginning."""

    @citizen
    def asked(request: Request) -> HttpResponseBase:
        wish = request.session.get(WISH) or {}
        return view(request, wish) if needs in wish else redirect("people:ward")

    return asked


def _bond(request: Request, wish: dict[str, Any]) -> HttpResponseBase:
    """In what bond."""
    person = person_card(wish["person"])
    is_minor = age_on(born_on=person.born_on, on=day_of(now_of(request))) < _OF_AGE
    usual = {"kind": MandateKind.LEGAL_GUARDIAN, "relation": Relation.PARENT} if is_minor else {"kind": MandateKind.ENTRUSTED}
    form = BondForm(request.POST or None, initial=wish if "kind" in wish else usual)
    if request.method == "POST" and form.is_valid():
        request.session[WISH] = {**wish, **form.cleaned_data}
        return redirect("people:term")
    note = "" if wish["is_found"] else _("暂时没有查到这位家人的参保信息。可以继续登记，由工作人员核对。")
    hint = _("替{name}办理").format(name=person.masked_name)
    page = AskingPage(_("您和他/她是什么关系？"), form, hint, reverse("people:ward"), _progress(2), note=note)
    return _shown(request, page)


def _term(request: Request, wish: dict[str, Any]) -> HttpResponseBase:
    """For how long and for what."""
    days = "365" if wish["kind"] == MandateKind.ENTRUSTED else NO_END
    form = TermForm(request.POST or None, initial={"days": wish.get("days", days), "scope": EVERYTHING})
    if request.method == "POST" and form.is_valid():
        until = form.until(on=day_of(now_of(request)))
        said = {"days": form.cleaned_data["days"], "until": until.isoformat() if until else "", "scope": form.kinds}
        request.session[WISH] = {**wish, **said}
        return redirect("people:proof")
    hint = _("到期会自动停止。他/她本人可以随时在网上、打电话或到窗口撤销，不会通知您。")
    return _shown(request, AskingPage(_("办多久、办哪些事？"), form, hint, reverse("people:bond"), _progress(3)))


def _proof(request: Request, wish: dict[str, Any]) -> HttpResponseBase:
    """Proven how."""
    form = ProofForm(request.POST or None, kind=wish["kind"], initial={"proof": wish.get("proof", "")})
    if request.method == "POST" and form.is_valid():
        request.session[WISH] = {**wish, **form.cleaned_data}
        return redirect("people:proof-detail")
    hint = _("证明核对好以后，代办才生效。")
    return _shown(request, AskingPage(_("怎么证明您可以替他/她办？"), form, hint, reverse("people:term"), _progress(4)))


def _detail(request: Request, wish: dict[str, Any]) -> HttpResponseBase:
    """What the chosen proof needs: a number, photographs, or nothing."""
    form = _detail_form(request, wish)
    error: Exception | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _asked(request, wish, form)
        except (FileRefused, TooManyProofPages) as fault:
            form.add_error("papers", fault_of(fault))
            error = fault
        except (SamePhone, PhoneOfAnother) as fault:
            form.add_error("phone", fault_of(fault))
            error = fault
        except (MandateRunning, AskedTooOften) as fault:
            form.add_error(None, fault_of(fault))
            error = fault
    return _shown(request, _detail_page(wish["proof"], form), error)


def _detail_form(request: Request, wish: dict[str, Any]) -> Form:
    data = request.POST if request.method == "POST" else None
    if wish["proof"] in (Proof.CODE, Proof.CALL_BACK):
        return WardPhoneForm(data)
    if wish["proof"] in ON_PAPER:
        return PapersForm(data, request.FILES if request.method == "POST" else None, kind=wish["kind"])
    return Form(data)


def _detail_page(proof: str, form: Form) -> AskingPage:
    title, hint, label = {
        Proof.CODE: (_("家人的手机号码"), _("验证码会发到家人的手机，10分钟内有效。请先和家人说好。"), _("发验证码给家人")),
        Proof.CALL_BACK: (_("家人的电话"), _("工作人员会打电话向家人本人确认，通话会录音。"), _("请工作人员打电话")),
        Proof.COUNTER: (
            _("到窗口办"),
            _("请带您和家人的身份证到参保地医保经办窗口。登记会先保留，窗口核对后生效。"),
            _("登记，去窗口办"),
        ),
    }.get(
        proof,  # type: ignore[call-overload]
        (_("拍证明"), _("请拍原件。工作人员核对后生效，结果会显示在“我的家人”里。"), _("提交证明")),
    )
    return AskingPage(title, form, hint, reverse("people:proof"), _progress(5), label, takes_files=proof in ON_PAPER)


def _asked(request: Request, wish: dict[str, Any], form: Form) -> HttpResponseBase:
    at, account_id = now_of(request), request.actor.known_id
    said = form.cleaned_data
    files = [operations.keep_proof_paper(content=file.read(), person_id=wish["person"]) for file in said.get("papers", ())]
    papers = [key for pages in files for key in pages]
    offered = ProofOffered(Proof(wish["proof"]), phone=said.get("phone", ""), papers=papers, body=said.get("body", ""))
    mandate_id = operations.ask_mandate(
        account_id=account_id, person_id=wish["person"], terms=_terms(wish, on=day_of(at)), offered=offered, at=at
    )
    del request.session[WISH]
    if offered.kind != Proof.CODE:
        return redirect("people:family")
    operations.send_mandate_code(mandate_id=mandate_id, account_id=account_id, at=at)
    return redirect("people:mandate-code", mandate_id)


def _terms(wish: dict[str, Any], *, on: date) -> MandateTerms:
    until = date.fromisoformat(wish["until"]) if wish["until"] else None
    return MandateTerms(MandateKind(wish["kind"]), Relation(wish["relation"]), on, until, tuple(wish["scope"]))


bond = _step(_bond, "person")
term = _step(_term, "kind")
proof = _step(_proof, "scope")
detail = _step(_detail, "proof")

"""证件号码: compared by machine on every case; in full by one key inside an assigned case, outside one for a written purpose."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.cases.queries import FilingCard, assignments_of, claimed_by, filing_for, rules_of
from mantetong.domain.actor import Actor
from mantetong.materials.queries.identity import numbers_seen
from mantetong.people.operations import note_look
from mantetong.people.queries import person_card
from mantetong.review.access import DESK
from mantetong.review.purpose_forms import PurposeForm
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Tone


@dataclass(frozen=True, slots=True)
class IdentityPage:
    """What the machine found on the papers, and the number in full once it was asked for; `form` where a purpose is needed."""

    title: str
    subtitle: str
    reference: str
    compared: tuple[tuple[str, str, Tone], ...]
    number: str
    is_assigned: bool
    form: PurposeForm | None


@staff(*DESK)
def identity(request: Request, reference: str) -> HttpResponseBase:
    """GET compares; POST shows the number and writes the look down."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    person, assigned = person_card(filing.person_id), _is_assigned(filing, request.actor)
    form = None if assigned else PurposeForm(request.POST or None)
    is_shown = request.method == "POST" and (form is None or form.is_valid())
    if is_shown:
        why = form.cleaned_data["why"] if form else _("核对证件号码，受理号尾号%(tail)s") % {"tail": filing.number[-4:]}
        note_look(by=request.actor, kind="PERSON", reference=reference, why=why, at=at, person_id=person.id)
    page = IdentityPage(
        title=_("核对证件号码"),
        subtitle=_("由系统与材料上的号码比对；查看完整号码会记入查看记录，参保人看得到。"),
        reference=reference,
        compared=_compared(filing, person.id_number),
        number=person.id_number if is_shown else "",
        is_assigned=assigned,
        form=None if is_shown else form,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" and not is_shown else HTTPStatus.OK
    return page_or_fragment(request, "review/identity", page, status=status)


def _is_assigned(filing: FilingCard, viewer: Actor) -> bool:
    if claimed_by(filing.id) == viewer.account_id:
        return True
    return any(account == viewer.account_id for _id, _case, account, *_rest in assignments_of(filing.id))


def _compared(filing: FilingCard, id_number: str) -> tuple[tuple[str, str, Tone], ...]:
    names = {slot.code: slot.name for slot in rules_of(filing).slots_for(filing.disease_codes)}
    return tuple(
        (names.get(one.slot, _("其他材料")), _("一致"), Tone.SUCCESS)
        if one.agrees
        else (names.get(one.slot, _("其他材料")), _("不一致"), Tone.DANGER)
        for one in numbers_seen(filing_id=filing.id, id_number=id_number)
    )

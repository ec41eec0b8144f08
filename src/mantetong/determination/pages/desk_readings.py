"""抽查复读的分派: every reading of the region that is open, and who may take it. What was decided is not shown here."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mantetong.cases.queries import case_card
from mantetong.determination import operations, queries
from mantetong.determination.desk_forms import GiveReadingForm
from mantetong.determination.errors import NotFreeToRead
from mantetong.domain.roles import Role
from mantetong.people.queries import staff_in
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class OpenReading:
    """One reading with the form that gives it to a colleague; `form` None where nobody of the region may read it."""

    id: int
    number: str
    drawn_at: datetime
    reader: str
    form: GiveReadingForm | None


@dataclass(frozen=True, slots=True)
class ReadingsPage:
    """All that are open, those with nobody first."""

    title: str
    subtitle: str
    rows: tuple[OpenReading, ...]


@staff(Role.SUPERVISOR)
def readings(request: Request) -> HttpResponseBase:
    """List them; give one to a colleague."""
    region, at = request.actor.region or "", now_of(request)
    colleagues = _colleagues(region, at)
    cards = queries.readings_open(region=region)
    wrong: dict[int, GiveReadingForm] = {}
    if request.method == "POST":
        card = next((one for one in cards if str(one.id) == request.POST.get("reading")), None)
        form = _form(card, colleagues, at, request) if card else None
        if card is not None and form is not None and form.is_valid() and _is_given(request, card, form, at):
            messages.success(request, _("已分派，会出现在这位同事的“抽查复读”里。"))
            return redirect("determination:readings")
        wrong = {card.id: form} if card is not None and form is not None else {}
    page = ReadingsPage(
        title=_("复读分派"),
        subtitle=_("抽中后由系统随机分给没有经手过的同事；没有人能读、或者同事离岗的，在这里改派。不显示原来的结果。"),
        rows=tuple(_row(one, colleagues, at, wrong.get(one.id)) for one in cards),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return page_or_fragment(request, "determination/readings", page, status=status)


def _is_given(request: Request, card: queries.ReadingCard, form: GiveReadingForm, at: datetime) -> bool:
    try:
        operations.give_reading(reading_id=card.id, to=form.cleaned_data["to"], by=request.actor, at=at)
    except NotFreeToRead as error:
        words = sentence_for(error.code)
        form.add_error("to", f"{words.what}{words.why}{words.now}")
        return False
    return True


def _colleagues(region: str, at: datetime) -> dict[int, str]:
    found = (one for role in (Role.REVIEWER, Role.SUPERVISOR) for one in staff_in(region=region, role=role, on=day_of(at)))
    return {one.account_id: one.name for one in found}


def _row(card: queries.ReadingCard, colleagues: dict[int, str], at: datetime, wrong: GiveReadingForm | None) -> OpenReading:
    form = wrong or _form(card, colleagues, at)
    return OpenReading(card.id, case_card(card.case_id).number, card.drawn_at, _reader(card, colleagues), form)


def _reader(card: queries.ReadingCard, colleagues: dict[int, str]) -> str:
    if card.reader_id is None:
        return _("还没有人")
    return colleagues.get(card.reader_id) or _("已离岗")


def _form(
    card: queries.ReadingCard, colleagues: dict[int, str], at: datetime, request: Request | None = None
) -> GiveReadingForm | None:
    free = [one for one in operations.free_to_read(case_card(card.case_id), at=at) if one != card.reader_id]
    if not free:
        return None
    choices = [(one, colleagues[one]) for one in free if one in colleagues]
    return GiveReadingForm(request.POST if request else None, colleagues=choices, auto_id=f"id_{card.id}_%s")

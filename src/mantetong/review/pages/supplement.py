"""Building the one supplement notice: everything open on every undecided case, previewed as the applicant will see it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from http import HTTPStatus

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.cases.queries import FilingCard, rules_of
from mantetong.review import operations
from mantetong.review.access import DESK, filing_on_desk
from mantetong.review.errors import NothingToAnswer
from mantetong.review.forms import LONGEST, NewThingForm
from mantetong.review.models import ActKind, ItemKind
from mantetong.review.operations import Ask
from mantetong.review.pages.back import back_to
from mantetong.review.pages.sending import send
from mantetong.review.queries import ItemCard, OpenThing, notice_of, open_things
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing that can be ticked, in the words it would be asked in."""

    key: str
    words_name: str
    label: str
    words: str
    source: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class DiseaseThings:
    """The things of one case."""

    disease: str
    rows: tuple[ThingRow, ...]


@dataclass(frozen=True, slots=True)
class BuildPage:
    """The builder. `previewed` holds what the applicant would read, empty until 预览 was chosen."""

    title: str
    subtitle: str
    reference: str
    groups: tuple[DiseaseThings, ...]
    previewed: tuple[ThingRow, ...]
    answer_by: date
    is_further: bool
    form: NewThingForm


@dataclass(frozen=True, slots=True)
class AgainPage:
    """Named things that may still not be right."""

    title: str
    subtitle: str
    reference: str
    items: tuple[ItemCard, ...]
    answer_by: date
    said: str


@staff(*DESK)
def build(request: Request, reference: str) -> HttpResponseBase:
    """Tick, preview, send. Posted with `step=send` it sends; the items ticked are in `item`, own words in `words-<key>`."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.ensure_claimed(filing_id=filing.id, by=request.actor)
    things = open_things(filing=filing, policy=rules_of(filing))
    form = NewThingForm(request.POST or None)
    if request.method != "POST":
        return page_or_fragment(request, "review/build_supplement", _page(filing, things, _advised(things), form, at))
    ticked = _ticked(request, things)
    if form.is_valid() and request.POST.get("step") == "send":
        _send(request, filing, [*ticked.values(), *_new_things(form, filing)], form.cleaned_data["reason"])
        return back_to(reference)
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    page = _page(filing, things, ticked, form, at)
    previewed = tuple(row for group in page.groups for row in group.rows if row.is_ticked)
    return page_or_fragment(request, "review/build_supplement", replace(page, previewed=previewed), status=status)


def _advised(things: Sequence[OpenThing]) -> dict[str, Ask]:
    return {thing.key: thing.ask for thing in things if thing.is_advised}


def _ticked(request: Request, things: Sequence[OpenThing]) -> dict[str, Ask]:
    asked = set(request.POST.getlist("item"))
    return {
        thing.key: thing.worded(request.POST.get(f"words-{thing.key}", "")[:LONGEST]) for thing in things if thing.key in asked
    }


def _new_things(form: NewThingForm, filing: FilingCard) -> list[Ask]:
    given = form.cleaned_data
    if not given.get("label"):
        return []
    cases = [case for case in filing.cases if case.stage in operations.ASKABLE]
    return [Ask(case.id, ItemKind.NEW, given["label"], given["words"], given["source"]) for case in cases]


def _send(request: Request, filing: FilingCard, items: list[Ask], reason: str) -> None:
    given: dict[str, object] = {"items": [asdict(item) for item in items]}
    said = _("补正通知已发出，时限从现在起暂停。")
    if notice_of(filing_id=filing.id) and reason.strip():
        send(request, ActKind.FURTHER_SUPPLEMENT, filing_id=filing.id, given={**given, "reason": reason}, said=said)
        return
    send(request, ActKind.SUPPLEMENT, filing_id=filing.id, given=given, said=said)


def _page(filing: FilingCard, things: Sequence[OpenThing], ticked: dict[str, Ask], form: NewThingForm, at: datetime) -> BuildPage:
    policy = rules_of(filing)
    diseases = dict.fromkeys(thing.disease for thing in things)
    groups = tuple(
        DiseaseThings(name, tuple(_row(thing, ticked) for thing in things if thing.disease == name)) for name in diseases
    )
    return BuildPage(
        title=_("一次性告知补正"),
        subtitle=_("每份申请只发一次，请把要补的都列上"),
        reference=filing.reference,
        groups=groups,
        previewed=(),
        answer_by=day_of(at) + timedelta(days=policy.supplement.value.answer_days),
        is_further=notice_of(filing_id=filing.id) is not None,
        form=form,
    )


def _row(thing: OpenThing, ticked: dict[str, Ask]) -> ThingRow:
    ask = ticked.get(thing.key, thing.ask)
    return ThingRow(thing.key, f"words-{thing.key}", ask.label, ask.words, ask.source, thing.key in ticked)


@staff(*DESK)
def ask_again(request: Request, reference: str) -> HttpResponseBase:
    """未补齐: tick what is still not right; the rest counts as settled."""
    at = now_of(request)
    filing = filing_on_desk(viewer=request.actor, reference=reference, at=at)
    operations.ensure_claimed(filing_id=filing.id, by=request.actor)
    notice = notice_of(filing_id=filing.id)
    if notice is None:
        raise NothingToAnswer
    if request.method == "POST":
        chosen = [item.id for item in notice.items if str(item.id) in request.POST.getlist("item")]
        said = _("已告知申请人继续补齐，这不是第二份补正通知。")
        send(request, ActKind.ASK_AGAIN, filing_id=filing.id, given={"items": chosen}, said=said)
        return back_to(reference)
    page = AgainPage(_("未补齐"), _("只列原通知里还不对的"), reference, notice.items, notice.answer_by, notice.said)
    return page_or_fragment(request, "review/ask_again", page)

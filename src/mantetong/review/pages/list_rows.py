"""Rows of a list as the desk reads them: names by one question, never in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import Place, WorkRow
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind
from mantetong.people.queries.desk import person_cards, staff_names
from mantetong.policies.queries import policy_on
from mantetong.web.clock import day_of
from mantetong.web.labels import KINDS, STAGES
from mantetong.web.shapes import Tone
from mantetong.web.wording import chinese_day

HIGH_RISK = 70


@dataclass(frozen=True, slots=True)
class ListRow:
    """One case of a list. `name` is masked; the number opens the case."""

    number: str
    url: str
    name: str
    disease: str
    stage: str
    due: str
    due_tone: Tone
    waiting: str
    holder: str
    marks: tuple[tuple[str, Tone], ...]


def rows_shown(rows: Sequence[WorkRow], *, viewer: Actor, at: datetime) -> tuple[ListRow, ...]:
    """The rows in words. Three questions however many rows: names, colleagues, rules."""
    if not rows:
        return ()
    names = {pk: card.masked_name for pk, card in person_cards({row.person_id for row in rows}).items()}
    staff = staff_names({row.claimed_by for row in rows if row.claimed_by not in (None, viewer.account_id)})
    diseases = policy_on(region=viewer.region or "", on=day_of(at)).diseases if viewer.region else {}
    return tuple(
        ListRow(
            number=row.number,
            url=reverse("review:filing", args=[row.filing_reference]) + f"?case={row.case_reference}",
            name=names.get(row.person_id, ""),
            disease=diseases[row.disease_code].name if row.disease_code in diseases else row.disease_code,
            stage=str(STAGES[row.stage]),
            due=_due_words(row),
            due_tone=_tone(row, day_of(at)),
            waiting=_("%(days)s天") % {"days": (day_of(at) - day_of(row.submitted_at)).days},
            holder=_holder(row, viewer, staff),
            marks=_marks(row),
        )
        for row in rows
    )


def _due_words(row: WorkRow) -> str:
    tail = _("（暂定）") if row.is_provisional else ""
    return chinese_day(row.due_on) + tail if row.due_on else _("该市未公布办理时限")


def _tone(row: WorkRow, on: date) -> Tone:
    left = (row.due_on - on).days if row.due_on else 1
    return Tone.DANGER if left < 0 else Tone.WARNING if left == 0 else Tone.PLAIN


def _holder(row: WorkRow, viewer: Actor, staff: dict[int, str]) -> str:
    if row.claimed_by is None:
        return ""
    return _("我") if row.claimed_by == viewer.account_id else staff.get(row.claimed_by, _("同事"))


def _marks(row: WorkRow) -> tuple[tuple[str, Tone], ...]:
    marks = [
        (row.is_urgent, _("急重"), Tone.DANGER),
        (row.kind is Kind.APPEAL, str(KINDS[Kind.APPEAL]), Tone.WARNING),
        (row.is_answered, _("已补正"), Tone.INFO),
        (row.risk >= HIGH_RISK, _("可能超期"), Tone.WARNING),
    ]
    return tuple((words, tone) for holds, words, tone in marks if holds)


def key_of(row: WorkRow) -> str:
    """Where the next page begins, for the address."""
    return f"{row.line_on.isoformat()}.{row.risk}.{row.case_id}"


def place_of(text: str) -> Place | None:
    """The place an address names; None for nonsense."""
    day, _dot, rest = text.partition(".")
    risk, _dot, case_id = rest.partition(".")
    if not (risk.isdecimal() and case_id.isdecimal()) or len(risk) > 3 or len(case_id) > 18:  # noqa: PLR2004  a percentage, a bigint
        return None
    try:
        return Place(date.fromisoformat(day), int(risk), int(case_id))
    except ValueError:
        return None

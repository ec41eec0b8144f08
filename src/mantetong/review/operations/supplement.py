"""一次性告知补正: everything at once, one notice per filing, rounds of 未补齐 until the days are over (MS-14, JQ-20, DESIGN §4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from mantetong.cases.operations import take_action
from mantetong.cases.queries import ReachedCard, answers_of, case_card, filing_card, reached_of
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.policies.queries import policy_of
from mantetong.queue.announce import announce
from mantetong.review import papers
from mantetong.review.errors import (
    NothingAsked,
    NothingToAnswer,
    NoticeAlreadySent,
    NotWarned,
    ReasonMissing,
    StillMissing,
    SupplementTimeOver,
    TooEarlyToLapse,
)
from mantetong.review.last_days import warned_from
from mantetong.review.models import ItemKind, SupplementItem, SupplementNotice
from mantetong.review.operations.claiming import ensure_claimed
from mantetong.web.clock import day_of

_DESK = frozenset({Role.REVIEWER, Role.SUPERVISOR})
ASKABLE = (Stage.REVIEWING, Stage.DETERMINING)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for one case: `label` names it, `words` say what to do, `source` cites the rule."""

    case_id: int
    kind: ItemKind
    label: str
    words: str
    source: str
    slot: str = ""
    path: str = ""


def send_supplement(*, filing_id: int, items: Sequence[Ask], by: Actor, at: datetime) -> int:
    """Send the one notice; its id. Only the cases concerned wait for the applicant, the others go on.

    Raises NoticeAlreadySent, NothingAsked, NotClaimed, AlreadyClaimed, ActionNotAvailable.
    """
    if SupplementNotice.objects.filter(filing_id=filing_id).exists():
        raise NoticeAlreadySent
    return _send(filing_id=filing_id, items=items, by=by, at=at, reason="")


def send_further_supplement(*, filing_id: int, items: Sequence[Ask], reason: str, by: Actor, at: datetime) -> int:
    """A second notice for new things, on a supervisor's written reason; its id. Raises ReasonMissing and what sending raises."""
    ensure_holds(by, frozenset({Role.SUPERVISOR}))
    if not reason.strip():
        raise ReasonMissing
    return _send(filing_id=filing_id, items=items, by=by, at=at, reason=reason)


def _send(*, filing_id: int, items: Sequence[Ask], by: Actor, at: datetime, reason: str) -> int:
    role = ensure_holds(by, _DESK)
    ensure_claimed(filing_id=filing_id, by=by)
    if not items:
        raise NothingAsked
    policy = policy_of(version_id=filing_card(filing_id).policy_version_id or 0)
    answer_by = day_of(at) + timedelta(days=policy.supplement.value.answer_days)
    try:
        with transaction.atomic():
            notice = SupplementNotice.objects.create(
                filing_id=filing_id,
                account_id=by.known_id,
                role=role,
                sent_at=at,
                asked_at=at,
                answer_by=answer_by,
                reason=reason,
            )
            SupplementItem.objects.bulk_create(_row(notice, item) for item in items)
            _ask(filing_id=filing_id, case_ids=[item.case_id for item in items], by=by, at=at, notice=notice)
    except IntegrityError as error:
        raise NoticeAlreadySent from error
    return notice.pk


def _row(notice: SupplementNotice, item: Ask) -> SupplementItem:
    return SupplementItem(
        notice=notice,
        case_id=item.case_id,
        kind=item.kind,
        slot=item.slot,
        path=item.path,
        label=item.label,
        words=item.words,
        source=item.source,
    )


def _ask(*, filing_id: int, case_ids: Iterable[int], by: Actor, at: datetime, notice: SupplementNotice) -> None:
    for case_id in sorted(set(case_ids)):
        take_action(case_id=case_id, action=Action.ASK_SUPPLEMENT, by=by, at=at, notice=notice.pk, round=notice.round)
    announce(Event.SUPPLEMENT_NOTICE_SENT, filing_id=filing_id)


def _newest(filing_id: int) -> SupplementNotice:
    notice = SupplementNotice.objects.select_for_update().filter(filing_id=filing_id).order_by("-pk").first()
    if notice is None:
        raise NothingToAnswer
    return notice


@transaction.atomic
def answer_supplement(*, filing_id: int, by: Actor, at: datetime, said: str = "") -> None:
    """The applicant sends everything back: each waiting case returns to review, its clock runs on.

    A place that was asked for and received nothing needs the person's word why (`said`). Raises NothingToAnswer,
    StillMissing, NotYoursToTake.
    """
    notice = _newest(filing_id)
    waiting = [case for case in filing_card(filing_id).cases if case.stage is Stage.SUPPLEMENTING]
    if not waiting or notice.answered_at is not None:
        raise NothingToAnswer
    open_items = list(notice.items.filter(settled_at=None).order_by("pk"))
    empty = {item.slot for item in open_items if item.kind == ItemKind.SLOT and not _has_new_paper(notice, item)}
    if empty and not said.strip():
        raise StillMissing(tuple(dict.fromkeys(item.label for item in open_items if item.slot in empty)))
    notice.items.filter(settled_at=None).exclude(slot__in=empty or ["?"]).update(answered_at=at)
    notice.answered_at, notice.said = at, said.strip()
    notice.save(update_fields=["answered_at", "said"])
    for case in waiting:
        take_action(case_id=case.id, action=Action.ANSWER_SUPPLEMENT, by=by, at=at, notice=notice.pk, round=notice.round)


def _has_new_paper(notice: SupplementNotice, item: SupplementItem) -> bool:
    return papers.has_paper_since(filing_id=notice.filing_id, slot=item.slot, since=notice.asked_at)


@transaction.atomic
def settle_items(*, filing_id: int, at: datetime) -> None:
    """Mark what has been put right: a place whose paper came and has no serious fault, a criterion that is now met."""
    notice = SupplementNotice.objects.filter(filing_id=filing_id, answered_at__isnull=False).order_by("-pk").first()
    if notice is None:
        return
    settled = [item.pk for item in notice.items.filter(settled_at=None) if _is_right(notice, item)]
    notice.items.filter(pk__in=settled).update(settled_at=at)


def _is_right(notice: SupplementNotice, item: SupplementItem) -> bool:
    if item.kind == ItemKind.SLOT:
        return _has_new_paper(notice, item) and papers.is_right(filing_id=notice.filing_id, slot=item.slot)
    if item.kind == ItemKind.CRITERION:
        return any(answer.path == item.path and answer.answer == Answer.MET for answer in answers_of(item.case_id))
    return False


@transaction.atomic
def ask_again(*, filing_id: int, item_ids: Sequence[int], by: Actor, at: datetime) -> None:
    """未补齐: named things are still not right, so their cases wait for the applicant once more under the same notice.

    Never a second notice, and only until its last day. Raises NothingAsked, SupplementTimeOver, NotClaimed, AlreadyClaimed.
    """
    ensure_claimed(filing_id=filing_id, by=by)
    notice = _newest(filing_id)
    asked = list(notice.items.filter(pk__in=item_ids).order_by("pk"))
    if not asked:
        raise NothingAsked
    if day_of(at) > notice.answer_by:
        raise SupplementTimeOver(notice.answer_by)
    notice.items.exclude(pk__in=item_ids).filter(settled_at=None).update(settled_at=at)
    notice.items.filter(pk__in=item_ids).update(settled_at=None, answered_at=None)
    notice.round, notice.asked_at, notice.answered_at = notice.round + 1, at, None
    notice.save(update_fields=["round", "asked_at", "answered_at"])
    _ask(filing_id=filing_id, case_ids=[item.case_id for item in asked], by=by, at=at, notice=notice)


@transaction.atomic
def lapse(*, case_id: int, by: Actor, at: datetime, seen_version: int | None = None) -> None:
    """逾期终止, confirmed by a person once the days to answer are over and a warning of it has reached somebody.

    Raises TooEarlyToLapse, NotWarned, NotClaimed, AlreadyClaimed.
    """
    filing_id = case_card(case_id).filing_id
    ensure_claimed(filing_id=filing_id, by=by)
    notice = _newest(filing_id)
    if day_of(at) <= notice.answer_by:
        raise TooEarlyToLapse(notice.answer_by)
    since = warned_from(answer_by=notice.answer_by, version_id=filing_card(filing_id).policy_version_id)
    if not is_warned(reached=reached_of(filing_id), since=max(since, notice.asked_at)):
        raise NotWarned
    take_action(case_id=case_id, action=Action.LAPSE, by=by, at=at, seen_version=seen_version, notice=notice.pk)


def is_warned(*, reached: Iterable[ReachedCard], since: datetime) -> bool:
    """True once the warning that these last days run out got through to somebody."""
    return any(one.event == Event.SUPPLEMENT_ENDING and one.at >= since for one in reached)

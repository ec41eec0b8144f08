"""What became of somebody's own decisions. Read by that person alone; never counted, never compared."""

from collections.abc import Iterator
from datetime import datetime

from mantetong.cases.queries import appeal_against, appealed_changed, case_card, decided_by, decision_card, standing_decision
from mantetong.determination.queries.after import CorrectionCard, ReadingCard, corrections_made, readings_of
from mantetong.determination.queries.first_round import Told
from mantetong.domain.outcomes import Outcome

OVERTURNED, CORRECTED, READ_OTHERWISE = "OVERTURNED", "CORRECTED", "READ_OTHERWISE"


def told_to(*, account_id: int, since: datetime) -> tuple[Told, ...]:
    """Where an appeal changed, a correction replaced, or a second reader saw otherwise what this person decided; newest first."""
    mine = decided_by(account_id=account_id, since=since)
    readings = readings_of(decision_ids=tuple(mine))
    corrections = [one for one in corrections_made(case_ids=tuple(set(mine.values()))) if one.decision_id in mine]
    found = [*_by_appeals(set(mine.values()), account_id), *map(_corrected, corrections)]
    found += [_read(one) for one in readings.values() if differing(one) or one.was["outcome"] != one.outcome]
    return tuple(sorted(found, key=lambda told: told.at, reverse=True))


def _by_appeals(case_ids: set[int], account_id: int) -> Iterator[Told]:
    for case_id in sorted(appealed_changed(case_ids=case_ids)):
        case, appeal, standing = case_card(case_id), appeal_against(case_id), standing_decision(case_id)
        mine = standing is not None and standing.account_id == account_id
        if mine and appeal and appeal.outcome and case.outcome:
            after = standing_decision(appeal.id)
            yield Told(
                what=OVERTURNED,
                case=case,
                was=case.outcome,
                now=appeal.outcome,
                at=appeal.decided_at or case.entered_stage_at,
                said=after.remark if after else "",
            )


def _corrected(one: CorrectionCard) -> Told:
    before = decision_card(one.decision_id)
    was = before.outcome if before else one.outcome
    return Told(CORRECTED, case_card(one.case_id), was, one.outcome, one.proposed_at, one.why)


def _read(one: ReadingCard) -> Told:
    now = one.outcome or Outcome(one.was["outcome"])
    at = one.read_at or one.drawn_at
    return Told(READ_OTHERWISE, case_card(one.case_id), Outcome(one.was["outcome"]), now, at, one.remark, differing(one))


def differing(one: ReadingCard) -> tuple[tuple[str, str, str], ...]:
    """The criteria two readers answered differently: path, first answer, second answer."""
    was = one.was.get("answers", {})
    return tuple((path, was[path], answer) for path, answer in one.answers.items() if was.get(path, answer) != answer)

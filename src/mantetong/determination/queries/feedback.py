"""What became of somebody's own decisions. Read by that person alone; never counted, never compared."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from mantetong.cases.queries import appeal_against, appealed_changed, case_card, decided_by, decision_card, standing_decision
from mantetong.determination.models import Vote
from mantetong.determination.queries.after import CorrectionCard, ReadingCard, corrections_made, readings_of
from mantetong.determination.queries.first_round import Told
from mantetong.domain.outcomes import Outcome

OVERTURNED, CORRECTED, READ_OTHERWISE = "OVERTURNED", "CORRECTED", "READ_OTHERWISE"


def told_to(*, account_id: int, since: datetime) -> tuple[Told, ...]:
    """Where an appeal changed, a correction replaced, or a second reader saw otherwise what this person decided; newest first."""
    mine = decided_by(account_id=account_id, since=since)
    readings = readings_of(decision_ids=tuple(mine))
    corrections = [one for one in corrections_made(case_ids=tuple(set(mine.values()))) if one.decision_id in mine]
    found = [*_by_appeals(account_id, mine, since), *map(_corrected, corrections)]
    found += [_read(one) for one in readings.values() if differing(one) or one.was["outcome"] != one.outcome]
    return tuple(sorted(found, key=lambda told: told.at, reverse=True))


def _by_appeals(account_id: int, mine: Mapping[int, int], since: datetime) -> Iterator[Told]:
    """Where an appeal came to something else than what this person said: what they decided, or their vote, dissent or not."""
    votes = Vote.objects.filter(seat__account_id=account_id, at__gte=since).values_list("seat__panel__case_id", "outcome")
    said = {case_id: Outcome(outcome) for case_id, outcome in votes}
    decided = {case_id: decision_id for decision_id, case_id in sorted(mine.items())}
    for case_id in sorted(appealed_changed(case_ids={*said, *decided})):
        card = None if case_id in said else decision_card(decided[case_id])
        told = _overturned(case_id, said[case_id] if card is None else card.outcome)
        if told is not None:
            yield told


def _overturned(case_id: int, was: Outcome) -> Told | None:
    appeal = appeal_against(case_id)
    if appeal is None or appeal.outcome is None or appeal.outcome is was:
        return None
    after = standing_decision(appeal.id)
    at = appeal.decided_at or appeal.entered_stage_at
    return Told(OVERTURNED, case_card(case_id), was, appeal.outcome, at, after.remark if after else "")


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

"""What this room works out and hands down."""

from datetime import date, datetime

from mantetong.cases.operations import record_risk
from mantetong.insight.reading import rows_of
from mantetong.insight.replay.running import replay
from mantetong.insight.risk import risk_of
from mantetong.policies.operations import record_replay_progress, target_to_replay
from mantetong.policies.queries import working_calendar

_BATCH = 2_000


def reckon_risks(*, on: date) -> int:
    """Give every running case with a due day its risk on that day; how many changed. Runs again without harm."""
    known, after, changed = working_calendar(), 0, 0
    while batch := rows_of("running", after=after, most=_BATCH):
        for case_id, due_on, before in batch:
            risk = risk_of(due_on=due_on, on=on, calendar=known)
            if risk != before:
                record_risk(case_id=case_id, risk=risk)
                changed += 1
        after = batch[-1][0]
    return changed


def replay_publication(*, publication_id: int, at: datetime) -> int:
    """Replay staged packs over every past case, telling how far it is; the id of the report, 0 when nobody needs it any more."""
    target = target_to_replay(publication_id=publication_id)
    if target is None:
        return 0

    def tell(done: int, expected: int) -> None:
        record_replay_progress(publication_id=publication_id, done=done, expected=expected)

    return replay(target=target, since=None, at=at, progress=tell).id

"""What this room works out and hands down."""

from datetime import date

from mantetong.cases.operations import record_risk
from mantetong.insight.reading import rows_of
from mantetong.insight.risk import risk_of
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

"""SUBMIT, exactly once."""

from django.db import transaction

from mantetong.apply.checks import readiness_of
from mantetong.apply.draft import Draft
from mantetong.apply.errors import DraftMoved, NotReadyToSubmit
from mantetong.apply.form_data import PLEDGE
from mantetong.apply.models import Pledge
from mantetong.apply.queries import state_of
from mantetong.cases.operations import Submitted, submit_filing
from mantetong.policies.queries import current_version


@transaction.atomic
def submit(*, draft: Draft, said: str = "", seen: str = "") -> Submitted:
    """Submit the draft with its pledge under the policy version of today; a second call gives the first one's answer.

    `seen` is the state that was looked at (empty: not compared). Raises NotReadyToSubmit with the questions still open, DraftMoved
    when another window has changed something since, AlreadyRunning with the way to the running case.
    """
    if draft.filing.is_draft:
        ready = readiness_of(draft)
        if ready.open_questions:
            raise NotReadyToSubmit(ready.open_questions)
        if seen and seen != state_of(draft):
            raise DraftMoved
        Pledge.objects.get_or_create(filing_id=draft.filing.id, defaults={"words": PLEDGE, "at": draft.at})
        holds = ready.holds
    else:
        holds = ()
    version = current_version(region=draft.policy.code, on=draft.on)
    return submit_filing(
        filing_id=draft.filing.id, by=draft.by, at=draft.at, policy_version_id=version.id, holds=holds, said=said
    )

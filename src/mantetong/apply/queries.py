"""Reading a draft."""

import json
from datetime import datetime
from typing import Any

from mantetong.apply.draft import Draft
from mantetong.apply.models import DraftAnswer
from mantetong.cases.queries import filing_for
from mantetong.domain.actor import Actor
from mantetong.policies.queries import policy_of, policy_on
from mantetong.web.clock import day_of


def answers_of(filing_id: int) -> dict[str, Any]:
    """The newest answer to each question."""
    rows = DraftAnswer.objects.filter(filing_id=filing_id).values_list("question", "value")
    return {question: json.loads(str(value)) for question, value in rows}


def draft_for(*, viewer: Actor, reference: str, at: datetime) -> Draft:
    """The draft if `viewer` may see it; of a submitted filing what it was submitted with. Raises NoSuchFiling."""
    filing = filing_for(viewer=viewer, reference=reference, at=at)
    on = day_of(at)
    if filing.policy_version_id is not None:
        policy = policy_of(version_id=filing.policy_version_id)
    else:
        policy = policy_on(region=filing.region, on=on)
    return Draft(filing, policy, answers_of(filing.id), viewer, at, on)

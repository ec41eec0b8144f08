"""A case enters determination: the pack says who decides, and they are called on at once (MS-15, NC-17, JQ-17)."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import assign
from mantetong.cases.queries import case_card, filing_card, hands_before, treated_at
from mantetong.determination.models import Entrusting
from mantetong.determination.operations.automatic import approve_automatically
from mantetong.determination.operations.drawing import draw_panel, note, wait_for_hand
from mantetong.determination.reasons import rules_of
from mantetong.domain.panel import drawn
from mantetong.domain.policy import Decider
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.people.queries import institutions_in

NO_OTHER_INSTITUTION = "NO_OTHER_INSTITUTION"


@transaction.atomic
def start(*, case_id: int, seed: str, at: datetime) -> None:
    """Call on whoever the pack names; an agency's own case is approved where the automatic rule allows it. Safe to repeat."""
    case = case_card(case_id)
    if case.stage is not Stage.DETERMINING:
        return
    match rules_of(case).determination.value.decider:
        case Decider.EXPERTS:
            draw_panel(case_id=case_id, seed=seed, at=at)
        case Decider.INSTITUTION:
            entrust(case_id=case_id, seed=seed, at=at)
        case Decider.AGENCY:
            approve_automatically(case_id=case_id, at=at)


@transaction.atomic
def entrust(*, case_id: int, seed: str, at: datetime) -> int | None:
    """Give the case to an entrusted institution that did not treat the person, by lot where there are several; the row's id.

    None when there is no other institution: then the case waits for a supervisor.
    """
    standing = Entrusting.objects.filter(case_id=case_id, ended_at=None).first()
    if standing:
        return standing.pk
    case = case_card(case_id)
    barred = {filing_card(case.filing_id).institution_code, *hands_before(case.filing_id).institutions}
    pool = [one.code for one in institutions_in(case.region) if one.is_entrusted and one.code not in barred]
    if not pool:
        wait_for_hand(case_id, NO_OTHER_INSTITUTION, at)
        return None
    code = pool[drawn(pool=range(len(pool)), seed=seed, wanted=1)[0]]
    given = assign(
        filing_id=case.filing_id, case_id=case.id, institution_code=code, role=Role.INSTITUTION, why="ENTRUSTED", at=at
    )
    own = code in treated_at(person_id=case.person_id)
    row = Entrusting.objects.create(
        case_id=case_id, institution_id=code, assignment=given, seed=seed, pool=pool, is_own_patient=own, at=at
    )
    note(case, "ENTRUSTED", at=at, seed=seed, pool=pool, drawn=[code])
    return row.pk

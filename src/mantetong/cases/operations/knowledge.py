"""Fact sheets and answers, as rows. The newest sheet counts; a person's answer stands above the machine's."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from mantetong.cases.models import Case, CriterionAnswer, FactSheet, Filing
from mantetong.cases.operations.ledger import write_ledger
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.criteria.answers import Answer, Evidence, Finding
from mantetong.domain.roles import Role

_JUDGES = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.EXPERT, Role.INSTITUTION})


@transaction.atomic
def store_facts(*, case_id: int, facts: Mapping[str, object], at: datetime) -> int:
    """Keep a fact sheet (plain JSON) unless the newest says the same; its id."""
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    newest = FactSheet.objects.filter(case_id=case_id).order_by("-pk").first()
    if newest and newest.digest == digest:
        return newest.pk
    return FactSheet.objects.create(case_id=case_id, facts=dict(facts), digest=digest, at=at).pk


def _flat(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from _flat(part)


def _evidence(items: Sequence[Evidence]) -> list[dict[str, object]]:
    return [asdict(item) for item in items]


@transaction.atomic
def record_machine_answers(*, case_id: int, finding: Finding, at: datetime) -> None:
    """Keep the machine's answer to every node of the tree, replacing its earlier ones; people's answers stay."""
    CriterionAnswer.objects.filter(case_id=case_id, is_human=False).delete()
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            case_id=case_id,
            path=node.path,
            answer=node.answer,
            said=node.said,
            source=node.source,
            is_human=False,
            role=Role.SYSTEM,
            evidence=_evidence(node.evidence),
            at=at,
        )
        for node in _flat(finding)
    )


@transaction.atomic
def record_human_answer(
    *, case_id: int, path: str, answer: Answer, reason: str, by: Actor, at: datetime, evidence: Sequence[Evidence] = ()
) -> None:
    """A person's judgement on one criterion, with reason and evidence; written in the ledger. Raises NotYoursToTake."""
    role = ensure_holds(by, _JUDGES)
    case = Case.objects.select_related(None).get(pk=case_id)
    filing = Filing.objects.select_for_update().get(pk=case.filing_id)
    CriterionAnswer.objects.create(
        case=case,
        path=path,
        answer=answer,
        is_human=True,
        account_id=by.account_id,
        role=role,
        reason=reason,
        evidence=_evidence(evidence),
        at=at,
    )
    write_ledger(filing=filing, case=case, action="ANSWER_CRITERION", by=by, role=role, at=at, path=path, answer=answer)

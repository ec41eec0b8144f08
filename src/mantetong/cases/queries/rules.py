"""The rules a filing's cases are judged by, and who may be reached by later ones."""

from collections.abc import Iterator
from dataclasses import replace

from mantetong.cases.models import Case
from mantetong.cases.shapes import CaseCard, FilingCard
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.domain.stages import RUNNING
from mantetong.policies.queries import policy_of


def rules_of(filing: FilingCard) -> RegionPolicy:
    """The rules the filing was submitted under; a disease that a later version reached stands as that version has it."""
    policy = policy_of(version_id=filing.policy_version_id or 0)
    later = {case.disease_code: _later(case) for case in filing.cases if case.rules_version_id is not None}
    return replace(policy, diseases={**policy.diseases, **later}) if later else policy


def _later(case: CaseCard) -> DiseasePolicy:
    return policy_of(version_id=case.rules_version_id or 0).diseases[case.disease_code]


def running_under_earlier_rules(*, region: str, version_id: int) -> Iterator[int]:
    """Ids of the region's running cases that were filed under, and are judged by, another version; in order, as a stream."""
    running = Case.objects.filter(region=region, stage__in=sorted(RUNNING)).exclude(rules_version_id=version_id)
    waiting = running.exclude(filing__policy_version_id=version_id, rules_version_id=None)
    return waiting.order_by("pk").values_list("pk", flat=True).iterator()

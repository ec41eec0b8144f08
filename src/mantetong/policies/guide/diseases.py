"""One disease as the guide shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mantetong.domain.criteria.tree import Criterion, Group
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.policies.guide.labels import EFFECTIVE, NEEDS, STATUSES, UNNAMED, validity_said
from mantetong.policies.guide.parts import sources_of
from mantetong.policies.guide.payment import payment_said


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One node of the criterion; `depth` 1 stands outermost, at most 4."""

    text: str
    depth: int
    is_group: bool


@dataclass(frozen=True, slots=True)
class DiseaseCard:
    """A disease with what it takes. Everything unofficial bears its badge."""

    code: str
    name: str
    disease_class: str
    also_called: str
    badge: str
    tone: str
    criteria: tuple[CriterionLine, ...]
    extra_materials: tuple[str, ...]
    excludes: str
    validity: str
    effective: str
    payment: str
    payment_badge: str
    payment_tone: str
    sources: tuple[str, ...]


def disease_cards(policy: RegionPolicy) -> tuple[DiseaseCard, ...]:
    """Every disease of the region, in code order."""
    return tuple(_card(policy, disease) for disease in policy.diseases.values())


def _card(policy: RegionPolicy, disease: DiseasePolicy) -> DiseaseCard:
    badge, tone = STATUSES[disease.criteria.status]
    effective = disease.effective or policy.effective
    return DiseaseCard(
        code=disease.code,
        name=disease.name,
        disease_class=disease.disease_class,
        also_called="、".join(dict.fromkeys((*disease.synonyms, *disease.lay_names))),
        badge=str(badge),
        tone=tone.value,
        criteria=tuple(_criterion_lines(disease.criteria.value, 1)),
        extra_materials=tuple(f"{slot.value.name}（{NEEDS[slot.value.need]}）" for slot in disease.extra_slots),
        excludes="、".join(policy.diseases[code].name for code in disease.excludes if code in policy.diseases),
        validity=_validity(disease),
        effective=str(EFFECTIVE[effective.value]),
        payment=payment_said(value=disease.payment.value) if disease.payment else "",
        payment_badge=str(STATUSES[disease.payment.status][0]) if disease.payment else "",
        payment_tone=STATUSES[disease.payment.status][1].value if disease.payment else "",
        sources=sources_of((disease.listed, disease.criteria, disease.validity)),
    )


def _validity(disease: DiseasePolicy) -> str:
    validity = disease.validity.value
    review = validity.review_every_months
    return validity_said(validity.months) + (_("，每{span}复审一次").format(span=validity_said(review)) if review else "")


def _criterion_lines(criterion: Criterion, depth: int) -> Iterator[CriterionLine]:
    is_group = isinstance(criterion, Group)
    yield CriterionLine(str(UNNAMED.get(criterion.label, criterion.label)), min(depth, 4), is_group)
    if isinstance(criterion, Group):
        for part in criterion.parts:
            yield from _criterion_lines(part, depth + 1)

"""Which slots a filing has, by the rules it is under."""

from datetime import date

from mantetong.cases.queries import FilingCard, rules_of
from mantetong.domain.papers import PaperKind
from mantetong.domain.policy import Need, RegionPolicy, Slot
from mantetong.materials.asking import oldest_days
from mantetong.materials.errors import UnknownSlot
from mantetong.policies.queries import policy_on

# Where a pack has no slot of its own: the form we make, and what a reviewer asks for beyond the checklist.
_ALWAYS = (
    Slot(code="application_form", name="申请表", takes=(PaperKind.APPLICATION_FORM,), need=Need.OPTIONAL, made_here=True),
    Slot(code="other", name="其他材料", takes=tuple(PaperKind), need=Need.OPTIONAL),
)


def policy_behind(filing: FilingCard, *, on: date) -> RegionPolicy:
    """The rules the filing was submitted under; a draft is under those of the day `on`."""
    if filing.policy_version_id is not None:
        return rules_of(filing)
    return policy_on(region=filing.region, on=on)


def slots_of(filing: FilingCard, *, on: date) -> tuple[Slot, ...]:
    """The checklist of the filing's diseases."""
    policy = policy_behind(filing, on=on)
    return policy.slots_for(tuple(code for code in filing.disease_codes if code in policy.diseases))


def look_back_of(filing: FilingCard, *, on: date) -> dict[PaperKind, date]:
    """The earliest day a paper of each kind may bear, by the criteria of the filing's diseases."""
    policy = policy_behind(filing, on=on)
    return oldest_days(policy, codes=[code for code in filing.disease_codes if code in policy.diseases], on=on)


def slot_of(filing: FilingCard, *, code: str, on: date) -> Slot:
    """One place of the checklist. Raises UnknownSlot."""
    for slot in (*slots_of(filing, on=on), *_ALWAYS):
        if slot.code == code:
            return slot
    raise UnknownSlot

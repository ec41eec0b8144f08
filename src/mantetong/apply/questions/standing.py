"""What the person has already: benefits that count and cases on their way. Explained where a disease is chosen, not weeks later."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.apply.draft import Draft
from mantetong.apply.questions.base import Note
from mantetong.cases.queries import CaseCard, FilingCard, filings_of
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.domain.stages import RUNNING
from mantetong.recognition.queries import RecognitionCard, all_of
from mantetong.web.wording import chinese_day

_REVOKED = "REVOKED"
_LOOKED_AT = 200  # filings one person can see


@dataclass(frozen=True, slots=True)
class Running:
    """A case on its way, with the filing that leads to it."""

    case: CaseCard
    reference: str


@dataclass(frozen=True, slots=True)
class Standing:
    """By disease code: what is running (as far as the one who asks may see), and what is held."""

    running: dict[str, Running]
    held: dict[str, RecognitionCard]

    def is_taken(self, code: str) -> bool:
        """True where another application for the disease would be in vain."""
        return code in self.running or code in self.held

    def clash_words(self, disease: DiseasePolicy, policy: RegionPolicy) -> str:
        """That the disease cannot be had beside one that is held, running or listed; empty where it excludes none."""
        names = [policy.diseases[code].name for code in disease.excludes if code in policy.diseases]
        if not names:
            return ""
        taken = [policy.diseases[code].name for code in disease.excludes if self.is_taken(code) and code in policy.diseases]
        if taken:
            return _("您已有或正在办“%(names)s”，按规定不能同时享受；选了会转人工核对") % {"names": "、".join(taken)}
        return _("不能和“%(names)s”同时享受") % {"names": "、".join(names)}


def standing_of(draft: Draft) -> Standing:
    """Two questions to the database, whatever the length of the region's list, and once for a page."""
    return draft.once("standing", lambda: _standing(draft))


def _standing(draft: Draft) -> Standing:
    visible = filings_of(viewer=draft.by, at=draft.at, most=_LOOKED_AT)
    theirs = [filing for filing in visible if filing.person_id == draft.filing.person_id and not filing.is_draft]
    held = {one.disease_code: one for one in all_of(person_id=draft.filing.person_id) if _counts(one, draft)}
    return Standing(_running(theirs), held)


def _running(filings: list[FilingCard]) -> dict[str, Running]:
    return {
        case.disease_code: Running(case, filing.reference) for filing in filings for case in filing.cases if case.stage in RUNNING
    }


def _counts(one: RecognitionCard, draft: Draft) -> bool:
    return one.state != _REVOKED and (one.ends_on is None or one.ends_on >= draft.on)


def beside(draft: Draft) -> tuple[Note, ...]:
    """Why a disease of the list is not offered, and where to look instead."""
    standing = standing_of(draft)
    running = (
        Note(
            _("“%(name)s”正在办理，不用再申请。受理号%(number)s。") % {"name": _name(draft, code), "number": one.case.number},
            reverse("cases:home", args=[one.reference]),
            _("看办到哪一步"),
        )
        for code, one in standing.running.items()
    )
    held = (
        Note(_held_words(one), reverse("recognition:wallet"), _("看凭证"))
        for code, one in standing.held.items()
        if code not in standing.running
    )
    return (*running, *held)


def _held_words(one: RecognitionCard) -> str:
    until = _("长期有效") if one.ends_on is None else _("到%(day)s") % {"day": chinese_day(one.ends_on)}
    return _("“%(name)s”您已经有待遇（%(until)s），不用再申请。快到期的请办续办。") % {"name": one.disease_name, "until": until}


def _name(draft: Draft, code: str) -> str:
    return draft.policy.diseases[code].name if code in draft.policy.diseases else code

"""The receipt: number, query code apart from it, the due day or that none is published, and what to do until the decision."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.apply.draft import Draft
from mantetong.apply.pages.check import HOLDS
from mantetong.apply.queries import draft_for
from mantetong.cases.queries import due_words_of, holds_of, query_code_of
from mantetong.domain.policy import EarlierCosts, Occasion, Stated, UntilDecision
from mantetong.people.queries import person_card
from mantetong.policies.queries import hotline_of, own_words_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.shapes import Hotline, OwnWords


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Until the decision: question and answer, and where the answers come from. `source` is None where the pack says nothing."""

    rows: tuple[tuple[str, str], ...]
    source: Stated[UntilDecision] | None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Number, query code, due date, and what to do until the decision. `is_provisional`: the calendar of that year is not out yet."""

    title: str
    number: str
    query_code: str
    due: str
    is_provisional: bool
    submitted_at: datetime
    who: str
    held: tuple[str, ...]
    meanwhile: Meanwhile
    own_words: tuple[OwnWords, ...]
    region_name: str
    hotline: Hotline | None
    reference: str
    back_url: str


def meanwhile_of(draft: Draft) -> Meanwhile:
    """What the pack says; an honest 未公布 where it says nothing."""
    stated = draft.policy.until_decision
    if stated is None:
        unknown = _("未公布，请电话问当地医保部门。")
        return Meanwhile(((_("之前的费用能不能补报？"), unknown),), None)
    said = stated.value
    answers = {EarlierCosts.YES: _("可以。"), EarlierCosts.NO: _("不可以。"), EarlierCosts.NOT_PUBLISHED: _("未公布。")}
    earlier = _("%(said)s%(then)s") % {"said": answers[said.earlier_costs], "then": said.earlier_said}
    return Meanwhile(
        (
            (_("现在能不能买药？"), said.medicine),
            (_("哪些票据要留着？"), said.invoices),
            (_("之前的费用能不能补报？"), earlier),
        ),
        stated,
    )


@citizen
def receipt(request: Request, reference: str) -> HttpResponseBase:
    """The receipt, whenever it is opened again."""
    draft = draft_for(viewer=request.actor, reference=reference, at=now_of(request))
    if draft.filing.is_draft or draft.filing.submitted_at is None:
        return redirect("apply:resume", reference)
    page = ReceiptPage(
        title=_("申请已提交"),
        number=draft.filing.number,
        query_code=query_code_of(draft.filing.id),
        due=due_words_of(draft.filing),
        is_provisional=any(case.clock.is_provisional for case in draft.filing.cases),
        submitted_at=draft.filing.submitted_at,
        who=person_card(draft.filing.person_id).masked_name,
        held=tuple(str(HOLDS.get(code, code)) for code, _said in holds_of(draft.filing.id)),
        meanwhile=meanwhile_of(draft),
        own_words=own_words_of(draft.policy, Occasion.RECEIPT),
        region_name=draft.policy.name,
        hotline=hotline_of(draft.policy),
        reference=reference,
        back_url=reverse("cases:mine"),
    )
    return page_or_fragment(request, "apply/receipt", page)

"""The person's right to be heard before a benefit is suspended or revoked."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.recognition import operations
from mantetong.recognition.access import recognition_for
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.forms import WordsForm
from mantetong.recognition.models import Act
from mantetong.recognition.queries import ProposalCard, open_proposal_of
from mantetong.web.access import citizen
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class HearingPage:
    """What is proposed, why, until when one may speak, and what one has said."""

    title: str
    lead: str
    reason: str
    until: str
    said: str
    form: WordsForm
    back_url: str


@citizen
def hearing(request: Request, token: str) -> HttpResponseBase:
    """The proposal and the form; what is posted is kept until it is decided. Raises NoSuchRecognition when nothing is proposed."""
    held = recognition_for(viewer=request.actor, token=token, at=now_of(request))
    proposal = open_proposal_of(held.id)
    if proposal is None:
        raise NoSuchRecognition
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        operations.say(proposal_id=proposal.id, person_ids=(held.person_id,), words=words, at=now_of(request))
        return redirect("recognition:hearing", token)
    return page_or_fragment(request, "recognition/hearing", _page(proposal, form), status=422 if form.is_bound else 200)


def _page(proposal: ProposalCard, form: WordsForm) -> HearingPage:
    lead = {
        Act.SUSPEND: _("医保部门拟暂停您的一份待遇。现在还没有暂停，您可以先说明情况。"),
        Act.REVOKE: _("医保部门拟撤销您的一份待遇。现在还没有撤销，您可以先说明情况。"),
    }[Act(proposal.act)]
    until = chinese_day(proposal.heard_until)
    return HearingPage(_("说明情况"), lead, proposal.reason, until, proposal.heard, form, reverse("recognition:wallet"))

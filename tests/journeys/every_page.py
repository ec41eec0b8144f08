"""Every page a citizen can open, each with somebody for whom it is open: the world that the test of every page walks through."""

from datetime import timedelta

from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from mantetong.apply.models import SlotLink
from mantetong.cases.operations import claim_filing
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.events import Event
from mantetong.domain.outcomes import Outcome
from mantetong.notice import operations as notices
from mantetong.people.middleware import STANDING
from mantetong.people.operations import Standing
from mantetong.people.pages.family.asking import WISH
from mantetong.recognition.models import Recognition
from mantetong.recognition.operations import make_certificate, propose
from mantetong.review.operations import Reason, refuse
from tests.factories import (
    JIUQUAN,
    MEISHAN,
    MONDAY,
    a_citizen,
    a_draft,
    a_reviewer,
    a_submitted_filing,
    an_insured_person,
    as_applicant,
)
from tests.rooms.apply.homes import page, ready_draft
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import a_filing_sent_back, a_paper
from tests.rooms.review.test_desk_pages import DAY, at_home

# Of a citizen's addresses, what is no page of its own, and why.
NO_PAGE = {
    "a part of another page": {"people:standing", "cases:ward"},
    "a file": {
        "policies:guide-json", "policies:blank-form", "policies:recording", "people:copy", "recognition:certificate", "recognition:card",
        "recognition:licence", "recognition:withdrawn", "materials:page", "notice:mini-asks",
        "apply:link-qr", "apply:form-pdf", "determination:letter", "settlement:openapi",
    },
    "where a region's document demands it": {"determination:notice"},  # no delivered pack quotes one
    "for the browser itself": {"web:offline-script", "web:manifest", "recognition:verify-worker", "healthz", "readyz"},
    "takes what is sent and leads on": {
        "web:view", "people:end-device", "people:own-word", "people:ask-copy", "people:withdraw-consent",
        "cases:withdraw", "materials:upload", "materials:slot_papers", "materials:order", "materials:restore", "materials:uploads",
        "materials:one_upload", "materials:remove", "apply:resume", "apply:to-form", "apply:reuse", "apply:link-make",
        "apply:link-close", "apply:remove", "notice:push-on", "notice:push-off",
    },
    "the way through a door of another house": {
        "people:door-go", "people:door-back", "people:door-leave", "people:door-follow", "people:wechat-back", "people:wechat-bind",
        "people:door-mini",
    },
    "of the desk or of the sandbox": {
        "people:desk-login", "people:totp", "web:gallery", "web:gallery-question", "web:gallery-desk", "web:gallery-panel",
    },
}  # fmt: skip
OF_CITIZENS = {"public", "citizen", "signed_in"}
QUESTIONS = ("told", "disease", "hospital", "summary", "contact", "insurance")
STEPS = (
    *(f"q/{one}" for one in QUESTIONS),
    "list",
    "papers",
    "links",
    "form",
    "check",
    "sign",
    "sign/voice",
    "sign/counter",
    "sign/on/paper",
    "sign/on/thumbprint",
)
OWN = (
    "/", "/my/", "/notices/", "/notices/ways/", "/certificates/", "/account/", "/account/name/", "/account/insurance/", "/account/phone/",
    "/account/devices/", "/account/family/", "/account/family/add/", "/account/data/", "/account/data/correction/",
    "/account/data/closing/", f"/account/living/{JIUQUAN}/", f"/account/living/{JIUQUAN}/register/", f"/apply/{MEISHAN}/start/",
)  # fmt: skip
PUBLIC = (
    f"/guide/{MEISHAN}/", f"/guide/{MEISHAN}/diseases/?q=tnb", f"/guide/{JIUQUAN}/check/", f"/door/{JIUQUAN}/app/", "/account/login/", "/account/closed/",
    "/account/logout/", "/progress/", "/notices/genuine/", "/verify/", "/offline/", "/photo/", "/figures/",
)  # fmt: skip


def routes_of_citizens():
    """The names of all addresses a citizen may call."""
    return {name for name, view in _routes(get_resolver()) if getattr(view, "access", "") in OF_CITIZENS}


def _routes(resolver, room=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield room + (one.name or ""), one.callback
        else:
            yield from _routes(one, f"{one.namespace}:" if one.namespace else room)


def route_of(address):
    return resolve(address.partition("?")[0]).view_name


def every_page():
    """(whose browser, address) of every page, in a world made for looking at it. The first one, of nobody, makes what the others use."""
    scenes = (_drafting, _coming, _acting, _strange, _waiting, _asked, _refused, _decided)
    return [(client, address) for scene in scenes for client, addresses in [scene()] for address in addresses]


def _drafting():
    """Somebody with a draft, every question answered, one paper in its place, a helping camera."""
    filing, by, _home = ready_draft()
    paper, home = a_paper(filing), at_home(by)
    home.post(page(filing, "links/diagnosis_certificate/make"))
    papers = (f"/papers/of/{filing.reference}/", f"/papers/of/{filing.reference}/all/", f"/papers/{paper.key}/")
    slot = f"/papers/of/{filing.reference}/slot/diagnosis_certificate/"
    camera = f"/photo/{SlotLink.objects.get(filing=filing).token}/"
    return home, (*OWN, *(page(filing, step) for step in STEPS), *papers, slot, camera)


def _coming():
    """Nobody yet, a code on the way."""
    nobody = Client(**DAY)
    nobody.post("/account/login/", {"phone": "13900139077"})
    return nobody, ("/", *PUBLIC, "/account/code/")


def _acting():
    """A daughter on the way to act for her mother: every step has been answered, a code and a new number are on the way."""
    ward, home = an_insured_person(), at_home(as_applicant(a_citizen(person=an_insured_person(name="蒋浩然"))))
    home.post("/account/phone/", {"phone": "13900139066"})
    wish = {"person": ward.pk, "is_found": True, "kind": "ENTRUSTED", "relation": "2", "days": "365", "until": "", "scope": []}
    _remember(home, {WISH: {**wish, "proof": "CODE"}})
    code = home.post("/account/family/add/proof/detail/", {"phone": "13900139055"}).url
    _remember(home, {WISH: {**wish, "proof": "SIGNED"}})
    steps, end = ("bond", "term", "proof", "proof/detail"), code.replace("/code/", "/end/")
    return home, ("/account/phone/code/", code, end, "/account/family/", *(f"/account/family/add/{step}/" for step in steps))


def _strange():
    """A telephone that has not given its name."""
    _filing, by = a_draft()
    home = at_home(by)
    _remember(home, {STANDING: Standing.DRAFTS.value})
    return home, ("/my/", "/account/confirm/", "/account/newcomer/")


def _remember(client, more):
    session = client.session
    session.update(more)
    session.save()


def _waiting():
    filing, by = a_submitted_filing()
    home = f"/my/{filing.reference}/"
    return at_home(by), ("/my/", home, f"{home}timeline/", f"{home}questions/", page(filing, "receipt"))


def _asked():
    filing, _reviewer, by = a_filing_sent_back()
    return at_home(by), tuple(f"/supplement/{filing.reference}/{way}" for way in ("", "more-time/", "waiting/"))


def _refused():
    filing, by = a_submitted_filing(holds=("NOT_INSURED",))
    reviewer = a_reviewer()
    claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)
    refuse(filing_id=filing.pk, reasons=[Reason("参保地不在本市", "指南第一条")], by=reviewer, at=MONDAY)
    return at_home(by), (f"/refusal/{filing.reference}/", f"/my/{filing.reference}/")


def _decided():
    """One person with a refusal under appeal, something undetermined, and a recognition that ends soon."""
    no = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    open_one = a_decided_case(Outcome.UNDETERMINED, answer=Answer.CANNOT_TELL)
    yes = a_decided_case(Outcome.RECOGNISED)
    me = no.filing.account
    for case in (open_one, yes):
        case.filing.account = me
        case.filing.save(update_fields=["account"])
    make_certificate(case_id=yes.pk, at=MONDAY + timedelta(days=1))
    held = Recognition.objects.filter(case_id=yes.pk)
    held.update(ends_on=(MONDAY + timedelta(days=30)).date(), person_id=me.person_id)
    propose(recognition_id=held.get().pk, act="SUSPEND", reason="复审未达标准", by=a_reviewer(), at=MONDAY)
    notices.tell(event=Event.DECIDE, filing_id=no.filing_id, key="k", at=MONDAY, ordinal=1)
    home, token = at_home(as_applicant(me)), held.get().token
    draft = home.post(f"/appeal/{no.reference}/", {"grounds": "出院记录第2页写了这个诊断。"}).url
    decisions = (f"/decision/{case.reference}/" for case in (no, open_one, yes))
    after = (f"/decision/{open_one.reference}/reopen/", f"/appeal/{no.reference}/", draft, f"/rating/{no.reference}/")
    held_pages = (
        "/certificates/",
        f"/certificates/{token}/hearing/",
        f"/certificates/{token}/post/",
        f"/renew/{token}/",
        f"/transfer/{token}/{JIUQUAN}/",
        f"/v/{token}",
    )
    return home, ("/my/", "/notices/", *decisions, *after, *held_pages)

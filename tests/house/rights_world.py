"""A small world to try every address in: one of each thing, and one of each kind of person on either side of the border."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from mantetong.apply.clerk.operations import begin_visit
from mantetong.cases import operations as cases
from mantetong.cases.models import Case, Filing
from mantetong.cases.queries import filing_card
from mantetong.determination import operations as determination
from mantetong.domain.actor import Actor
from mantetong.domain.roles import STAFF, Role
from mantetong.domain.stages import Action
from mantetong.notice.models import CallBack, Channel, Notice, NoticeState, Question, Rating
from mantetong.outside.documents import store
from mantetong.people.models import Account, Correction, Mandate
from mantetong.policies.queries import current_version, policy_on
from tests.factories import (
    DIABETES,
    MEISHAN,
    MONDAY,
    NANCHONG,
    a_citizen,
    a_draft,
    a_hospital,
    a_staff_member,
    a_submitted_filing,
    an_insured_person,
    decide,
    its_case,
)
from tests.house.rights_things import add_things
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.review.factories import a_paper

NOW = "2026-03-02T15:00:00+08:00"
VISITOR, OWN, FOREIGN = "VISITOR", "own", "foreign"
WHO = (VISITOR, Role.APPLICANT, Role.PROXY, *sorted(STAFF))


@dataclass
class World:
    """Browsers by who and side; things by name, some of them for one role only."""

    browsers: dict[tuple[str, str], Client] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    of_role: dict[tuple[str, str], Any] = field(default_factory=dict)

    def thing(self, name: str, who: str) -> Any:
        return self.of_role.get((name, who), self.things.get(name))


def a_browser(actor: Actor) -> Client:
    client = Client(headers={"X-Sandbox-Now": NOW})
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account)
    if actor.is_staff:
        session = client.session
        session["people.door"] = "desk"
        session.save()
    return client


def the_world() -> World:
    world = World()
    world.browsers = {
        (VISITOR, OWN): Client(headers={"X-Sandbox-Now": NOW}),
        (VISITOR, FOREIGN): Client(headers={"X-Sandbox-Now": NOW}),
    }
    actors = _staff(world)
    person, applicant = _citizens(world)
    _filings(world, actors, person, applicant)
    _notices(world, applicant)
    add_things(world, actors, person, applicant)
    _purposes(world, actors)
    return world


def _purposes(world: World, actors: dict[tuple[str, str], Actor]) -> None:
    """Whoever may look at what nobody gave them has said what for."""
    for row in Filing.objects.filter(submitted_at__isnull=False, region=MEISHAN):
        for role in (Role.AUDITOR, Role.REVIEWER, Role.SUPERVISOR):
            cases.give_purpose(filing=filing_card(row.pk), by=actors[role, OWN], why="核对", at=datetime.fromisoformat(NOW))


def _staff(world: World) -> dict[tuple[str, str], Actor]:
    hospital = a_hospital(is_entrusted=True)
    actors = {}
    for side, region in ((OWN, MEISHAN), (FOREIGN, NANCHONG)):
        for role in sorted(STAFF):
            institution = hospital if role is Role.INSTITUTION and side == OWN else None
            if role is Role.INSTITUTION and side == FOREIGN:
                institution = a_hospital(region=NANCHONG, is_entrusted=True)
            actors[role, side] = a_staff_member(role, region=region, institution=institution)
            world.browsers[role, side] = a_browser(actors[role, side])
    return actors


def _citizens(world: World) -> tuple[Any, Actor]:
    person = an_insured_person()
    account, proxy, stranger = (
        a_citizen(person=person),
        a_citizen(person=an_insured_person()),
        a_citizen(person=an_insured_person()),
    )
    mandate = Mandate.objects.create(
        account=proxy, person=person, kind="ENTRUSTED", relation="2", from_on=date(2026, 1, 1), proof_kind="COUNTER",
        proven_at=MONDAY - timedelta(days=30), created_at=MONDAY, region=MEISHAN,
    )  # fmt: skip
    other = Mandate.objects.create(
        account=stranger, person=an_insured_person(region=NANCHONG), kind="ENTRUSTED", relation="2", from_on=date(2026, 1, 1),
        proof_kind="COUNTER", proven_at=MONDAY - timedelta(days=30), created_at=MONDAY, region=NANCHONG,
    )  # fmt: skip
    assert other.pk
    waiting = Mandate.objects.create(
        account=a_citizen(person=an_insured_person()), person=person, kind="ENTRUSTED", relation="2", from_on=date(2026, 1, 1),
        proof_kind="SIGNED", created_at=MONDAY, region=MEISHAN, proof={"papers": []},
    )  # fmt: skip
    world.things |= {"mandate_id": waiting.pk, "person_id": person.pk}
    correction = Correction.objects.create(
        account=account, person=person, region=MEISHAN, wrong="姓名", right="姓名", asked_at=MONDAY
    )
    world.things["correction_id"] = correction.pk
    applicant = Actor(account.pk, frozenset({Role.APPLICANT}))
    second = Actor(proxy.pk, frozenset({Role.APPLICANT, Role.PROXY}))
    far = Actor(stranger.pk, frozenset({Role.APPLICANT, Role.PROXY}))
    world.browsers |= {
        (Role.APPLICANT, OWN): a_browser(applicant), (Role.PROXY, OWN): a_browser(second),
        (Role.APPLICANT, FOREIGN): a_browser(far), (Role.PROXY, FOREIGN): a_browser(far),
    }  # fmt: skip
    world.of_role["mandate_id", Role.PROXY] = mandate.pk
    return person, applicant


def _filings(world: World, actors: dict[tuple[str, str], Actor], person: Any, applicant: Actor) -> None:
    policy = policy_on(region=MEISHAN, on=MONDAY.date()) if _packs() else None
    filed = _filed(applicant, person, DIABETES)
    world.things |= {"filed": filed.reference, "filed_case": its_case(filed).reference, "paper": _paper(filed)}
    determining, _by = a_submitted_filing()
    _assign_decider(determining, actors)
    world.things |= {"determining": its_case(determining).reference}
    decided = _filed(applicant, person, "M00500")
    _decided(decided, actors)
    world.things |= {"decided_case": its_case(decided).reference, "decided": decided.reference}
    for role in (Role.CLERK, Role.HELPER):
        begun = begin_visit(by=actors[role, OWN], policy=policy, person_id=an_insured_person().pk, proxy=None, at=MONDAY)
        world.of_role["counter", role] = begun
        world.things.setdefault("counter", begun)
    sent = begin_visit(by=actors[Role.CLERK, OWN], policy=policy, person_id=an_insured_person().pk, proxy=None, at=MONDAY)
    row = Filing.objects.get(reference=sent)
    cases.choose_diseases(filing_id=row.pk, codes=[DIABETES], urgent=frozenset(), at=MONDAY)
    cases.submit_filing(filing_id=row.pk, by=actors[Role.CLERK, OWN], at=MONDAY, policy_version_id=filed.policy_version_id)
    world.things["counter_sent"] = sent
    _under_mandate(world, person)
    draft = cases.open_draft(by=applicant, person_id=person.pk, region=MEISHAN, insutype="390", door="web", at=MONDAY)
    draft_row = Filing.objects.get(reference=draft)
    cases.choose_diseases(filing_id=draft_row.pk, codes=["M03900"], urgent=frozenset(), at=MONDAY)
    world.things["draft"] = draft


def _packs() -> bool:
    filing, _by = a_draft()
    return bool(filing)


def _filed(applicant: Actor, person: Any, disease: str, mandate_id: int | None = None) -> Filing:
    reference = cases.open_draft(
        by=applicant, person_id=person.pk, region=MEISHAN, insutype="390", door="web", at=MONDAY, mandate_id=mandate_id
    )
    filing = Filing.objects.get(reference=reference)
    cases.choose_diseases(filing_id=filing.pk, codes=[disease], urgent=frozenset(), at=MONDAY)
    version = current_version(region=MEISHAN, on=MONDAY.date())
    cases.submit_filing(filing_id=filing.pk, by=applicant, at=MONDAY, policy_version_id=version.id)
    filing.refresh_from_db()
    return filing


def _paper(filing: Filing) -> str:
    """A paper whose page can be looked at."""
    paper = a_paper(filing)
    paper.sheets.update(storage_key=store(content=a_jpeg(200, 300), person_id=filing.person_id))
    return str(paper.key)


def _under_mandate(world: World, person: Any) -> None:
    mandate = Mandate.objects.get(pk=world.of_role["mandate_id", Role.PROXY])
    proxy = Actor(mandate.account_id, frozenset({Role.APPLICANT, Role.PROXY}))
    filed = _filed(proxy, person, "M07101", mandate.pk)
    world.of_role["filed", Role.PROXY] = filed.reference
    world.of_role["filed_case", Role.PROXY] = its_case(filed).reference
    world.of_role["paper", Role.PROXY] = _paper(filed)
    draft = cases.open_draft(
        by=proxy, person_id=person.pk, region=MEISHAN, insutype="390", door="web", at=MONDAY, mandate_id=mandate.pk
    )
    cases.choose_diseases(filing_id=Filing.objects.get(reference=draft).pk, codes=["M03900"], urgent=frozenset(), at=MONDAY)
    world.of_role["draft", Role.PROXY] = draft


def _assign_decider(filing: Filing, actors: dict[tuple[str, str], Actor]) -> None:
    case, reviewer = its_case(filing), actors[Role.REVIEWER, OWN]
    cases.claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)
    cases.take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=MONDAY)
    determination.start(case_id=case.pk, seed="0123456789abcdef", at=MONDAY)
    for role in (Role.EXPERT, Role.INSTITUTION):
        given = actors[role, OWN]
        cases.assign(
            filing_id=filing.pk, case_id=case.pk, role=role, why="TEST", at=MONDAY,
            account_id=given.account_id if role is Role.EXPERT else None,
            institution_code=given.institution if role is Role.INSTITUTION else None,
        )  # fmt: skip


def _decided(filing: Filing, actors: dict[tuple[str, str], Actor]) -> None:
    case, reviewer = its_case(filing), actors[Role.REVIEWER, OWN]
    cases.claim_filing(filing_id=filing.pk, by=reviewer, at=MONDAY)
    cases.take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=MONDAY)
    decide(Case.objects.get(pk=case.pk), by=actors[Role.SUPERVISOR, OWN])


def _notices(world: World, applicant: Actor) -> None:
    filed = Filing.objects.get(reference=world.things["filed"])
    same = {"event": "SUBMIT", "text_key": "SUBMITTED", "filing_id": filed.pk, "region": MEISHAN, "tail": "0001", "at": MONDAY}
    notice = Notice.objects.create(
        event_key="matrix", account_id=applicant.account_id, person_id=filed.person_id, channel=Channel.SMS,
        state=NoticeState.FAILED, **same,
    )  # fmt: skip
    question = Question.objects.create(
        filing=filed, region=MEISHAN, account_id=applicant.account_id, words="什么时候好？", at=MONDAY
    )
    rating = Rating.objects.create(
        case=Case.objects.get(reference=world.things["decided_case"]),
        account_id=applicant.account_id,
        grade=1,
        words="",
        at=MONDAY,
    )
    call_back = CallBack.objects.create(rating=rating, region=MEISHAN, due_on=date(2026, 3, 20))
    world.things |= {"notice_id": notice.pk, "question_id": question.pk, "call_back_id": call_back.pk}

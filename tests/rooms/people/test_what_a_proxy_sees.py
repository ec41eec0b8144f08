"""The table of who sees which filing: a mandate's days, kinds and moment bound it, in the database and through the pages."""

from datetime import date, timedelta

import pytest

from mantetong.cases import operations as cases
from mantetong.cases.errors import MandateEnded, NoSuchFiling
from mantetong.cases.models import Filing
from mantetong.cases.queries import filing_for, filings_of, ledger_of
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind
from mantetong.domain.roles import Role
from mantetong.people import operations, queries
from mantetong.people.models import Mandate
from mantetong.people.operations import MandateKind, MandateTerms, Relation
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import current_version
from tests.factories import DIABETES, MEISHAN, MONDAY, a_citizen, a_submitted_filing, an_insured_person, as_applicant

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2026, 3, 2)
LAST_DAY = date(2026, 3, 31)


def days(count):
    return timedelta(days=count)


class Family:
    """A mother with a filing of her own, a daughter with a mandate, and what the daughter filed under it."""

    def __init__(self, scope=(), kind=Kind.NEW):
        load_packs(at=MONDAY)
        self.mother = an_insured_person()
        self.mothers_account = a_citizen(person=self.mother)
        self.daughter = a_citizen(person=an_insured_person(name="蒋浩然"))
        self.earlier, _by = a_submitted_filing(person=self.mother, diseases=("M03900",), at=MONDAY - days(30))
        terms = MandateTerms(MandateKind.ENTRUSTED, Relation.CHILD, FIRST_DAY, LAST_DAY, scope)
        self.mandate_id = operations.give_mandate(account_id=self.daughter.pk, person_id=self.mother.pk, terms=terms, at=MONDAY)
        self.filed = self.a_filing(kind)

    def proxy(self):
        return Actor(self.daughter.pk, frozenset({Role.APPLICANT, Role.PROXY}))

    def a_filing(self, kind):
        reference = cases.open_draft(
            by=self.proxy(), person_id=self.mother.pk, region=MEISHAN, insutype="390", door="web", at=MONDAY,
            mandate_id=self.mandate_id, kind=kind,
        )  # fmt: skip
        return Filing.objects.get(reference=reference)

    def seen_by(self, viewer, at=MONDAY):
        names = {self.earlier.reference: "earlier", self.filed.reference: "filed"}
        return {names[one.reference] for one in filings_of(viewer=viewer, at=at) if one.reference in names}


@pytest.mark.parametrize(
    ("later", "sees"),
    [(days(-1), set()), (days(0), {"filed"}), (days(29), {"filed"}), (days(30), set())],
)
def test_a_proxy_sees_what_was_filed_under_the_mandate_while_it_runs(later, sees):
    family = Family()

    assert family.seen_by(family.proxy(), MONDAY + later) == sees


def test_a_proxy_never_sees_what_was_there_before():
    family = Family()

    assert "earlier" not in family.seen_by(family.proxy())
    with pytest.raises(NoSuchFiling):
        filing_for(viewer=family.proxy(), reference=family.earlier.reference, at=MONDAY)


def test_the_person_sees_what_others_file_for_them():
    family = Family()

    assert family.seen_by(as_applicant(family.mothers_account)) == {"earlier", "filed"}


@pytest.mark.parametrize(("scope", "sees"), [((), {"filed"}), (("NEW",), {"filed"}), (("RENEWAL",), set())])
def test_a_mandate_shows_only_the_kinds_it_covers(scope, sees):
    assert (family := Family(scope=scope)).seen_by(family.proxy()) == sees


def test_a_mandate_whose_proof_waits_shows_nothing():
    family = Family()
    Mandate.objects.filter(pk=family.mandate_id).update(proven_at=None)

    assert family.seen_by(family.proxy()) == set()


def test_a_revoked_mandate_is_told_in_words_to_the_one_who_filed():
    family = Family()
    operations.revoke_mandate(mandate_id=family.mandate_id, by_account=family.mothers_account.pk, at=MONDAY)

    with pytest.raises(MandateEnded):
        filing_for(viewer=family.proxy(), reference=family.filed.reference, at=MONDAY)
    assert family.seen_by(as_applicant(family.mothers_account)) == {"earlier", "filed"}  # nothing is lost


def test_a_stranger_is_told_nothing():
    family = Family()

    with pytest.raises(NoSuchFiling):
        filing_for(viewer=as_applicant(a_citizen()), reference=family.filed.reference, at=MONDAY)


def test_the_next_mandate_goes_on_from_the_one_that_ran_out():
    family, later = Family(), MONDAY + days(40)
    terms = MandateTerms(MandateKind.ENTRUSTED, Relation.CHILD, FIRST_DAY + days(40))

    operations.give_mandate(account_id=family.daughter.pk, person_id=family.mother.pk, terms=terms, at=later)

    assert family.seen_by(family.proxy(), later) == {"filed"}


def test_another_proxy_of_the_same_person_sees_only_their_own():
    family = Family()
    son = a_citizen(person=an_insured_person(name="谢建国"))
    terms = MandateTerms(MandateKind.ENTRUSTED, Relation.CHILD, FIRST_DAY)
    operations.give_mandate(account_id=son.pk, person_id=family.mother.pk, terms=terms, at=MONDAY)

    assert family.seen_by(Actor(son.pk, frozenset({Role.APPLICANT, Role.PROXY}))) == set()


def test_a_session_that_gave_no_name_sees_drafts_of_its_own_only():
    person = an_insured_person()
    filing, by = a_submitted_filing(person=person)
    draft = cases.open_draft(by=by, person_id=person.pk, region="511300", insutype="390", door="web", at=MONDAY)

    seen = {one.reference for one in filings_of(viewer=Actor(by.account_id, by.roles, drafts_only=True), at=MONDAY)}

    assert (seen, filing.reference in seen) == ({draft}, False)


def test_actor_and_subject_and_role_stand_in_the_ledger():
    family = Family()
    cases.choose_diseases(filing_id=family.filed.pk, codes=[DIABETES], urgent=frozenset(), at=MONDAY)
    version = current_version(region=MEISHAN, on=FIRST_DAY)

    cases.submit_filing(filing_id=family.filed.pk, by=family.proxy(), at=MONDAY, policy_version_id=version.id)

    line = ledger_of(family.filed.pk)[0]
    assert (line.role, line.facts["actor"], line.facts["subject"]) == (Role.PROXY, family.daughter.pk, family.mother.pk)


def test_for_oneself_one_acts_as_applicant_also_when_one_is_somebodys_proxy():
    family = Family()
    own = cases.open_draft(
        by=family.proxy(), person_id=family.daughter.person_id, region=MEISHAN, insutype="390", door="web", at=MONDAY
    )
    filing = Filing.objects.get(reference=own)
    cases.choose_diseases(filing_id=filing.pk, codes=[DIABETES], urgent=frozenset(), at=MONDAY)
    version = current_version(region=MEISHAN, on=FIRST_DAY)

    cases.submit_filing(filing_id=filing.pk, by=family.proxy(), at=MONDAY, policy_version_id=version.id)

    assert ledger_of(filing.pk)[0].role == Role.APPLICANT


def test_the_family_page_shows_the_next_step_of_each(client):
    family = Family()
    client.force_login(family.daughter, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get("/account/family/", headers={"X-Sandbox-Now": MONDAY.isoformat()}).content.decode()

    assert queries.family_of(account_id=family.daughter.pk, on=FIRST_DAY)[0].name == "谢桂兰"
    assert "谢桂兰" in page


def test_a_former_proxy_is_led_to_the_family_page(client):
    family = Family()
    operations.revoke_mandate(mandate_id=family.mandate_id, by_account=family.mothers_account.pk, at=MONDAY)
    client.force_login(family.daughter, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get(f"/apply/draft/{family.filed.reference}/", headers={"X-Sandbox-Now": MONDAY.isoformat()})

    assert (answer.status_code, answer["X-Error-Code"]) == (403, "MANDATE_ENDED")
    assert "/account/family/" in answer.content.decode()


@pytest.mark.parametrize(("said", "chosen"), [(False, False), (True, True)])
def test_a_sensitive_disease_is_chosen_for_somebody_only_with_their_own_word(client, said, chosen):
    family = Family()
    if said:
        operations.give_own_word(mandate_id=family.mandate_id, account_id=family.mothers_account.pk, at=MONDAY)
    client.force_login(family.daughter, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.post(
        f"/apply/draft/{family.filed.reference}/q/disease/", {"diseases": "M00300"}, headers={"X-Sandbox-Now": MONDAY.isoformat()}
    )

    assert family.filed.cases.filter(disease_code="M00300").exists() is chosen

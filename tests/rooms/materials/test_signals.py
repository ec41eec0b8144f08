"""The same page, certificate number or telephone in several people's filings: a hint for a supervisor, never an accusation."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse

from mantetong.cases import operations as cases
from mantetong.cases.models import Filing
from mantetong.domain.actor import Actor
from mantetong.domain.papers import PaperKind
from mantetong.domain.roles import Role
from mantetong.materials import operations, queries
from mantetong.materials.errors import NoSuchSignal
from mantetong.materials.models import Signal, SignalState, Trace, TraceKind
from mantetong.materials.pages import desk
from mantetong.materials.pages.desk import _OFTEN, _SAID
from mantetong.materials.reading.shapes import Field, Line, PageReading, PaperReading
from mantetong.people.models import InsuredPerson
from mantetong.policies.queries import current_version
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.materials.conftest import DIABETES, NOON

pytestmark = pytest.mark.django_db
QUAD = ((0, 0), (1, 0), (1, 1), (0, 1))
SUPERVISOR = frozenset({Role.SUPERVISOR})


def a_reading(*lines, kind=PaperKind.DIAGNOSIS_CERTIFICATE, hospital="云溪市第一人民医院"):
    page = PageReading(1, 100, 100, 0, 1.0, tuple(Line(text, QUAD, 0.99) for text in lines))
    return PaperReading(kind, (page,), (Field("hospital", hospital, 1, QUAD, 0.99),))


def another_filing(owner, number):
    person = InsuredPerson.objects.create(
        psn_no=f"{number:029d}", name=f"参保人{number}", id_number=f"51149919530417{number:04d}", id_digest=f"digest {number}",
        born_on=date(1953, 4, 17), sex="2", registry_state="CONFIRMED", checked_at=NOON, created_at=NOON,
    )  # fmt: skip
    reference = cases.open_draft(by=owner, person_id=person.pk, region="511400", insutype="390", door="web", at=NOON)
    filing_id = Filing.objects.get(reference=reference).pk
    cases.choose_diseases(filing_id=filing_id, codes=[DIABETES], urgent=frozenset(), at=NOON)
    return filing_id


def a_paper(filing_id, owner, reading, *, shade=0):
    paper = operations.receive_paper(
        filing_id=filing_id, slot="diagnosis_certificate", name="x.jpg", content=a_jpeg(400 + shade, 500), by=owner, at=NOON
    )
    operations.leave_traces(paper_id=paper.id, reading=reading, at=NOON)
    return paper


def papers_of_people(owner, count, reading, *, same_file=False):
    return [
        a_paper(another_filing(owner, number), owner, reading, shade=0 if same_file else number) for number in range(1, count + 1)
    ]


def raised():
    return sorted(Signal.objects.values_list("kind", "people"))


def test_one_file_in_two_peoples_filings_is_noticed(filing, owner):
    papers_of_people(owner, 2, a_reading(), same_file=True)

    assert raised() == [(TraceKind.PAGE, 2)]


def test_one_certificate_number_of_one_hospital_is_noticed(filing, owner):
    papers_of_people(owner, 2, a_reading("编号：94155041"))

    assert raised() == [(TraceKind.CERTIFICATE, 2)]


def test_a_number_that_two_hospitals_give_is_not(filing, owner):
    first, second = another_filing(owner, 1), another_filing(owner, 2)
    a_paper(first, owner, a_reading("编号：94155041"), shade=1)
    a_paper(second, owner, a_reading("编号：94155041", hospital="安和县中医医院"), shade=2)

    assert raised() == []


@pytest.mark.parametrize(("people", "expected"), [(3, []), (4, [(TraceKind.PHONE, 4)])])
def test_a_telephone_is_noticed_only_beyond_a_household(filing, owner, people, expected):
    papers_of_people(owner, people, a_reading("联系电话 13912345678"))

    assert raised() == expected


def test_one_person_may_send_the_same_as_often_as_they_like(filing, owner):
    for shade in range(3):
        a_paper(filing.id, owner, a_reading("编号：94155041", "13912345678"), shade=shade)

    assert raised() == []


@pytest.mark.parametrize("text", ["0838-2345678", "51149919530417002913912345678", "138123456789"])
def test_what_is_no_mobile_number_leaves_no_trace(filing, owner, text):
    a_paper(filing.id, owner, a_reading(text))

    assert set(Trace.objects.values_list("kind", flat=True)) == {TraceKind.PAGE}


def test_only_keyed_digests_are_kept(filing, owner):
    a_paper(filing.id, owner, a_reading("编号：94155041", "13912345678"))

    kept = str(list(Trace.objects.values()))
    assert "94155041" not in kept
    assert "13912345678" not in kept
    assert all(len(digest) == 64 for digest in Trace.objects.values_list("digest", flat=True))


def test_a_removed_paper_no_longer_counts(filing, owner):
    first = papers_of_people(owner, 1, a_reading("编号：94155041"))[0]
    operations.remove_paper(paper_id=first.id, by=owner, at=NOON)
    a_paper(filing.id, owner, a_reading("编号：94155041"), shade=50)

    assert raised() == []


def test_drafts_are_private_and_the_queue_shows_filings_of_its_region(filing, owner):
    papers_of_people(owner, 2, a_reading("编号：94155041"))

    assert queries.open_signals(region="511400") == ()


def test_a_supervisor_sees_the_submitted_filings_with_words_that_accuse_nobody(filing, owner):
    papers_of_people(owner, 2, a_reading("编号：94155041"))
    version = current_version(region="511400", on=NOON.date()).id
    for number, row in enumerate(Filing.objects.exclude(pk=filing.id).order_by("pk")):
        Filing.objects.filter(pk=row.pk).update(number=f"{number:021d}", submitted_at=NOON, policy_version_id=version)
    request = RequestFactory().get("/desk/papers/signals/")
    request.actor, request.session, request.user = Actor(owner.account_id, SUPERVISOR, region="511400"), {}, None

    said = desk.signals(request).content.decode()

    assert "同一个证明编号出现在2位参保人的材料里" in said
    assert [f"{number:021d}" in said for number in range(2)] == [True, True]
    assert queries.open_signals(region="620900") == ()


def test_who_has_looked_closes_it_with_a_word_and_more_people_open_it_anew(filing, owner):
    papers_of_people(owner, 2, a_reading("编号：94155041"))
    supervisor = Actor(owner.account_id, SUPERVISOR, region="511400")
    signal = Signal.objects.get()

    with pytest.raises(NoSuchSignal):
        operations.close_signal(signal_id=signal.pk, note=" ", by=supervisor, at=NOON)
    with pytest.raises(NoSuchSignal):
        operations.close_signal(
            signal_id=signal.pk, note="看过", by=Actor(owner.account_id, SUPERVISOR, region="620900"), at=NOON
        )
    operations.close_signal(signal_id=signal.pk, note="编号识读有误", by=supervisor, at=NOON)
    closed = Signal.objects.get().state
    a_paper(filing.id, owner, a_reading("编号：94155041"), shade=60)

    assert (closed, Signal.objects.get().state, Signal.objects.get().people) == (SignalState.CLOSED, SignalState.OPEN, 3)


def test_the_words_accuse_nobody():
    said = " ".join(str(text) for text in (*_SAID.values(), *_OFTEN.values()))

    assert not any(word in said for word in ("造假", "骗保", "嫌疑", "欺诈", "违规", "可疑", "盗用", "伪造", "异常"))


def test_only_the_staff_meant_find_the_lists(client, owner):
    from mantetong.people.models import Account  # noqa: PLC0415

    client.force_login(Account.objects.get(pk=owner.account_id), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert [client.get(reverse(name)).status_code for name in ("materials:held", "materials:signals")] == [404, 404]

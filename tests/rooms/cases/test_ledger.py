"""The ledger: append-only, hashed, provable, sealed by day."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, InternalError

from mantetong.cases import operations, queries
from mantetong.cases.models import DailyRoot, LedgerEntry
from mantetong.domain.stages import Action
from mantetong.outside.signing import public_key
from tests.factories import MONDAY, a_reviewer, a_submitted_filing, its_case

pytestmark = pytest.mark.django_db


def as_owner_of_the_database(change):
    """What somebody with every right on the tables could do."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table cases_ledgerentry disable trigger all")
        cursor.execute(change)
        cursor.execute("alter table cases_ledgerentry enable trigger all")


def test_the_chain_of_a_walked_filing_is_whole():
    filing, _by = a_submitted_filing()
    operations.take_action(case_id=its_case(filing).pk, action=Action.PASS_ON, by=a_reviewer(), at=MONDAY)

    assert list(queries.broken_chains()) == []
    assert [line.seq for line in queries.ledger_of(filing.pk)] == [1, 2, 3]


@pytest.mark.parametrize("change", ["update cases_ledgerentry set action = 'X'", "delete from cases_ledgerentry"])
def test_the_database_refuses_to_change_or_delete_an_entry(change):
    a_submitted_filing()

    with pytest.raises((InternalError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert LedgerEntry.objects.count() == 2


def test_a_rewritten_entry_is_found_even_when_the_triggers_were_switched_off():
    filing, _by = a_submitted_filing()
    as_owner_of_the_database('update cases_ledgerentry set facts = facts || \'{"role": "AUDITOR"}\' where seq = 1')

    assert [(chain.filing_id, chain.broken_at) for chain in queries.broken_chains()] == [(filing.pk, 1)]


def test_a_dropped_last_entry_is_found():
    filing, _by = a_submitted_filing()
    as_owner_of_the_database("delete from cases_ledgerentry where seq = 2")

    assert [chain.filing_id for chain in queries.broken_chains()] == [filing.pk]


def test_a_days_root_is_made_once_and_signed():
    a_submitted_filing()
    on = date(2026, 3, 2)

    root = operations.seal_day(on=on, at=MONDAY + timedelta(days=1))

    assert operations.seal_day(on=on, at=MONDAY + timedelta(days=2)) == root
    stored = DailyRoot.objects.get()
    assert stored.chains == 1
    assert (
        queries.root_problem(on="2026-03-02", root=root, signature=stored.signature, key=public_key(purpose="daily-root")) == ""
    )


def test_a_root_kept_outside_shows_a_chain_rewritten_as_a_whole():
    a_submitted_filing()
    root = operations.seal_day(on=date(2026, 3, 2), at=MONDAY + timedelta(days=1))
    signature = DailyRoot.objects.get().signature
    as_owner_of_the_database("update cases_ledgerentry set digest = repeat('a', 64) where seq = 2")

    assert queries.root_problem(on="2026-03-02", root=root, signature=signature, key=public_key(purpose="daily-root"))


def test_the_ledger_names_nobody_and_no_illness():
    filing, _by = a_submitted_filing()
    text = str([line.facts for line in queries.ledger_of(filing.pk)])

    assert "谢桂兰" not in text
    assert "糖尿病" not in text

"""Changing the master key on real rows and files, also when it is killed in the middle."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from urllib.parse import urlsplit, urlunsplit

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from mantetong.config.commands.keys import run_check, run_show
from mantetong.config.examination import examine_keys
from mantetong.config.key_rotation import examine_sealed, prepare, rotate, sealed_columns
from mantetong.outside import documents
from mantetong.outside.keys import KEY_FILE, key_ring, make_keys, read_keys
from mantetong.people.adapter import SecondFactorAdapter
from mantetong.people.models import Account, InsuredPerson
from mantetong.people.models.accounts import phone_digest

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PEOPLE, FILES = 500, 20


@pytest.fixture
def home(settings, tmp_path):
    """An installation of its own: keys and files under a folder of the test."""
    settings.MANTETONG_HOME = str(tmp_path)
    where = {"BACKEND": "mantetong.outside.storage.SyncedFileStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "documents": where}
    make_keys(tmp_path / "keys")
    return tmp_path


@pytest.fixture
def sealed(home):
    """People, their papers and a second factor, all sealed under the first key; the papers' names."""
    InsuredPerson.objects.bulk_create(
        InsuredPerson(
            psn_no=f"{number:029d}", name=f"参保人{number}", id_number=f"5114991953041{number:05d}", id_digest=f"digest {number}",
            born_on=date(1953, 4, 17), sex="2", registry_state="CONFIRMED", checked_at=NOON, created_at=NOON,
        )
        for number in range(PEOPLE)
    )  # fmt: skip
    account = Account.objects.create(phone="13800138000", phone_digest=phone_digest("13800138000"), created_at=NOON)
    Authenticator.objects.create(user=account, type="totp", data={"secret": SecondFactorAdapter().encrypt("JBSWY3DP")})
    return [documents.store(content=b"paper %d" % number, person_id=number) for number in range(FILES)]


def nothing(_text):
    pass


def counts():
    found, faults = examine_sealed(say=nothing)
    return found, faults


def everything_opens(papers):
    names = set(InsuredPerson.objects.values_list("name", flat=True))
    secret = SecondFactorAdapter().decrypt(Authenticator.objects.get().data["secret"])
    return (
        names == {f"参保人{number}" for number in range(PEOPLE)}
        and [documents.fetch(key) for key in papers] == [b"paper %d" % number for number in range(FILES)]
        and secret == "JBSWY3DP"
    )


def test_everything_is_sealed_anew_and_still_opens(sealed):
    before = phone_digest("13800138000")

    tally = rotate(say=nothing)

    found, faults = counts()
    assert (tally.files, tally.unreadable, faults) == (FILES, [], [])
    assert set(found) == {2}
    assert everything_opens(sealed)
    assert phone_digest("13800138000") == before
    assert Account.objects.get(phone_digest=before).phone == "13800138000"


def test_every_encrypted_column_of_the_house_is_among_those_changed():
    labels = {f"{model._meta.label}.{column.attname}" for model, column in sealed_columns()}

    assert {
        "people.InsuredPerson.name",
        "people.InsuredPerson.id_number",
        "materials.Paper.name",
        "materials.Reading.content",
    } <= labels


def a_rotation_elsewhere(home):
    """The command in a process of its own, on this test's rows."""
    parts = urlsplit(os.environ["MANTETONG_DATABASE_URL"])
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    environment = os.environ | {"MANTETONG_HOME": str(home), "MANTETONG_DATABASE_URL": url}
    return subprocess.Popen(
        [sys.executable, "-m", "mantetong", "keys", "rotate"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )  # fmt: skip


@pytest.mark.parametrize("line", ["InsuredPerson.name：400", "InsuredPerson.id_number：200"])
def test_killed_in_the_middle_both_keys_open_and_the_next_run_ends_it(home, sealed, line):
    process = a_rotation_elsewhere(home)
    assert any(line in said for said in process.stderr)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)

    found, faults = counts()
    assert set(found) == {1, 2}
    assert faults == []
    assert everything_opens(sealed)
    assert any("还没有做完" in finding.words for finding in examine_keys())

    second = a_rotation_elsewhere(home)
    said, _progress = second.communicate(timeout=120)
    assert second.returncode == 0
    assert "已更换" in said
    assert set(counts()[0]) == {2}
    assert sorted(read_keys(home / "keys").masters) == [1, 2]
    assert everything_opens(sealed)


def test_two_changes_at_once_are_refused(home, sealed):
    first = a_rotation_elsewhere(home)
    assert any("InsuredPerson" in said for said in first.stderr)
    first.send_signal(signal.SIGSTOP)
    try:
        second = a_rotation_elsewhere(home)
        _said, words = second.communicate(timeout=60)
    finally:
        first.send_signal(signal.SIGCONT)
        first.communicate(timeout=120)

    assert second.returncode == 1
    assert "已经有一个更换" in words


def test_a_key_is_made_for_other_machines_before_it_is_used(home, sealed):
    number = prepare(folder=home / "keys")

    assert (number, prepare(folder=home / "keys"), key_ring().newest) == (2, 2, 1)
    rotate(say=nothing)
    assert key_ring().newest == 2


def test_a_running_process_knows_the_new_key_at_once(home, sealed):
    before = key_ring().newest
    rotate(say=nothing)

    assert (before, key_ring().newest) == (1, 2)
    assert everything_opens(sealed)


def test_the_key_file_stays_private_and_lists_no_key_on_the_screen(home, sealed, capsys):
    rotate(say=nothing)
    run_show(None)

    stored = (home / "keys" / KEY_FILE).read_text()
    said = capsys.readouterr().out
    assert (home / "keys" / KEY_FILE).stat().st_mode & 0o077 == 0
    assert "第 2 把" in said
    assert not any(key.hex() in said for key in read_keys(home / "keys").masters.values())
    assert stored


def test_a_damaged_file_is_named_left_alone_and_harms_nothing_else(home, sealed, capsys):
    path = home / "files" / sealed[3]
    bytes_before = bytearray(path.read_bytes())
    bytes_before[-1] ^= 1
    path.write_bytes(bytes_before)

    tally = rotate(say=nothing)

    assert tally.unreadable == [sealed[3]]
    assert path.read_bytes() == bytes(bytes_before)
    assert run_check(None) == 1
    assert sealed[3] in capsys.readouterr().out


def test_doctor_tells_the_keys(home, sealed):
    rotate(say=nothing)

    assert any("主密钥 2 把，正在使用第 2 把" in finding.words for finding in examine_keys())

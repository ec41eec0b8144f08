"""People for these tests: a pretend registry on a free port, announced codes, and factories with meaning."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.outside.registry import Insurance, InsuredAnswer, InsuredStatus
from mantetong.people import operations
from mantetong.people.models import Account, StoredCode
from mantetong.people.models.accounts import phone_digest
from mantetong.queue import announce as announcing
from mantetong.sandbox.server.listening import SandboxServer

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
XIE = ("谢桂兰", "510199195304172486")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Heard:
    """A reaction that only remembers what it was told."""

    name = "heard"

    def __init__(self) -> None:
        self.ids: list[dict[str, object]] = []

    def defer(self, **ids: object) -> int:
        self.ids.append(ids)
        return len(self.ids)


@pytest.fixture(autouse=True)
def heard():
    """The announcements of CODE_ASKED."""
    before, listener = announcing._reactions, Heard()
    announcing.register_reactions({**before, Event.POLICY_PUBLISHED: [], Event.CODE_ASKED: [listener]})
    yield listener
    announcing.register_reactions(before)


@pytest.fixture
def registry(tmp_path, settings):
    """The sandbox's registry of insured persons, spoken to over HTTP."""
    server = SandboxServer(host="127.0.0.1", port=0, home=tmp_path)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"sandbox_url": server.url})
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def registry_away(settings):
    """Nobody answers at the registry's address."""
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"sandbox_url": "http://127.0.0.1:9"})


def a_citizen(phone: str = "13800138000") -> Account:
    """An account that has signed in by telephone and said nothing about itself."""
    return Account.objects.create(phone=phone, phone_digest=phone_digest(phone), created_at=NOON)


def a_reviewer(username: str = "shen", *, role: Role = Role.REVIEWER, region: str = "511400", at: datetime = NOON) -> int:
    """A member of staff with password, second factor and a post from today on."""
    return operations.make_staff(
        username=username,
        password="right-password",
        role=role,
        region=region,
        institution=None,
        totp_secret=SECRET,
        at=at,
        display_name="沈审核",
    )


def insured(
    name: str = XIE[0], id_number: str = XIE[1], *, insurances: tuple[Insurance, ...] | None = None, died_on: date | None = None
) -> InsuredAnswer:
    """The registry's answer for somebody."""
    rows = insurances if insurances is not None else (an_insurance(),)
    return InsuredAnswer(f"5114{id_number[:17]}", name, id_number, date(1953, 4, 17), "2", rows, died_on)


def an_insurance(region: str = "511400", insutype: str = "390", status: InsuredStatus = InsuredStatus.ACTIVE) -> Insurance:
    return Insurance(insutype, region, status, date(2019, 1, 1))


def saying(answer: InsuredAnswer | Exception):
    """A registry that gives one answer, or fails in one way."""

    def ask(**_asked: str) -> InsuredAnswer:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


def a_named_citizen(phone: str = "13800138000", answer: InsuredAnswer | None = None) -> Account:
    """An account whose person the registry has confirmed."""
    account, told = a_citizen(phone), answer or insured()
    operations.check_real_name(account_id=account.pk, name=told.name, id_number=told.id_number, at=NOON, ask=saying(told))
    account.refresh_from_db()
    return account


def code_of(code_id: int) -> str:
    """What stands in the message."""
    return StoredCode.objects.get(pk=code_id).code


def another_than(code: str) -> str:
    """A code that is wrong."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)

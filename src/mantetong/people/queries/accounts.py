"""Accounts, staff, codes to be sent, and who has looked."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from mantetong.domain.identity import mask_mobile
from mantetong.domain.roles import Role
from mantetong.people.models import Account, DoorIdentity, Look, StaffPost, StoredCode
from mantetong.people.models.doors import OFFICIAL_ACCOUNT, follower_issuer
from mantetong.web.clock import day_of


class CodeGone(LookupError):
    """The code was used, has expired or was deleted: there is nothing to send."""

    code = "CODE_GONE"


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account as its owner sees it. `real_name_level` 0 unproven, 1 by the registry, 2 by face or electronic certificate."""

    id: int
    person_id: int | None
    insurance_id: int | None
    real_name_level: int
    real_name_at: datetime | None
    masked_phone: str


@dataclass(frozen=True, slots=True)
class CodeToSend:
    """What the message job needs. `code` and `phone` stay out of `repr`, and so out of logs."""

    id: int
    phone: str = field(repr=False)
    code: str = field(repr=False)
    purpose: str
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Telephone:
    """Where and in which language somebody is told: `number` empty for an account without one; it stays out of `repr`."""

    number: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class StaffCard:
    """A member of staff: what colleagues and letters call them, their roles in a region, their institution's code and name."""

    account_id: int
    name: str
    roles: frozenset[Role]
    region: str
    institution: str | None
    institution_name: str


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look as the person may see it: day, role and office, no name (DESIGN §4)."""

    on: date
    role: Role
    region: str
    kind: str
    why: str


def account_card(account_id: int) -> AccountCard | None:
    """The account, its telephone masked."""
    row = Account.objects.filter(pk=account_id).first()
    if row is None:
        return None
    masked = mask_mobile(row.phone) if row.phone else ""
    return AccountCard(row.pk, row.person_id, row.insurance_id, row.real_name_level, row.real_name_at, masked)


def phone_of_account(account_id: int) -> str | None:
    """The number notices go to; None for an account without one or closed."""
    row = Account.objects.filter(pk=account_id, is_active=True).first()
    return row.phone if row else None


def telephones_of(account_ids: Collection[int]) -> dict[int, Telephone]:
    """Number and language of open accounts, by account."""
    rows = Account.objects.filter(pk__in=account_ids, is_active=True).only("phone", "look")
    return {row.pk: Telephone(row.phone or "", str(row.look.get("language") or "zh-hans")) for row in rows}


def follower_of(*, account_id: int, region: str, kind: str = OFFICIAL_ACCOUNT) -> str:
    """What the account is called at the region's official account (or mini-program); empty when it is bound to none."""
    row = DoorIdentity.objects.filter(account_id=account_id, issuer=follower_issuer(region, kind)).order_by("-id").first()
    return str(row.subject) if row else ""


def code_to_send(code_id: int, *, at: datetime) -> CodeToSend:
    """A code still worth sending at the wall clock's `at`. Raises CodeGone."""
    still_good = Q(stored_at__gt=at - (F("expires_at") - F("asked_at")))
    row = StoredCode.objects.filter(still_good, pk=code_id, used_at=None).first()
    if row is None:
        raise CodeGone
    return CodeToSend(row.pk, row.phone, row.code, row.purpose, row.asked_at, row.expires_at)


def staff_display(account_id: int, *, on: date) -> StaffCard | None:
    """The member of staff by the posts in force on a day, of the region of the newest; None for anybody else."""
    posts = list(_posts(on).filter(account_id=account_id).order_by("-from_on", "-id"))
    return _staff([post for post in posts if post.region == posts[0].region]) if posts else None


def staff_in(*, region: str, role: Role, on: date) -> tuple[StaffCard, ...]:
    """Everybody who holds a role in a region on a day, by account."""
    posts = _posts(on).filter(region=region, role=role, account__is_active=True).order_by("account_id", "id")
    return tuple(_staff([post]) for post in posts)


def looks_of(person_id: int) -> tuple[LookLine, ...]:
    """Who has looked at a person's data, newest first."""
    rows = Look.objects.filter(person_id=person_id).order_by("-at", "-id")
    return tuple(LookLine(day_of(row.at), Role(row.role), row.region, row.kind, row.why) for row in rows)


def purpose_given(*, account_id: int, kind: str, reference: str, since: datetime, until: datetime) -> str:
    """The newest purpose somebody wrote for looks of a kind at one thing within a time; empty without one."""
    rows = Look.objects.filter(kind=kind, reference=reference, account_id=account_id, at__gte=since, at__lt=until)
    return rows.order_by("-at", "-pk").values_list("why", flat=True).first() or ""


def _posts(on: date) -> QuerySet[StaffPost]:
    return StaffPost.objects.in_force(on=on).select_related("account", "institution")


def _staff(posts: list[StaffPost]) -> StaffCard:
    institution = next((post.institution for post in posts if post.institution), None)
    return StaffCard(
        account_id=posts[0].account_id,
        name=str(posts[0].account),
        roles=frozenset(Role(post.role) for post in posts),
        region=posts[0].region,
        institution=institution.code if institution else None,
        institution_name=institution.name if institution else "",
    )

"""Who is asking, and for whom they may act."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from mantetong.domain.actor import ANONYMOUS, Actor
from mantetong.domain.roles import Role
from mantetong.people.models import Account, Mandate, MandateKind, RegistryState, Relation, StaffPost


@dataclass(frozen=True, slots=True)
class MandateCard:
    """A mandate as other rooms see it. `scope` empty covers every kind of filing; `relation` is the national code 1–8.

    `covers_sensitive`: the person has said themselves, or a guardian speaks for them, that sensitive diseases are covered.
    `carries` are mandates that ran out and that this one goes on from.
    """

    id: int
    account_id: int
    person_id: int
    kind: str
    relation: str
    scope: tuple[str, ...]
    from_on: date
    until_on: date | None
    revoked_at: datetime | None
    covers_sensitive: bool = False
    carries: tuple[int, ...] = ()


def actor_of(account_id: int, *, on: date) -> Actor:
    """The citizen behind an account: an applicant, and a proxy while a mandate runs. Inactive accounts are nobody."""
    running = Mandate.objects.running(on=on).filter(account_id=OuterRef("pk"))
    is_proxy = Account.objects.filter(pk=account_id, is_active=True).values_list(Exists(running), flat=True).first()
    if is_proxy is None:
        return ANONYMOUS
    return Actor(account_id, frozenset({Role.APPLICANT, Role.PROXY} if is_proxy else {Role.APPLICANT}))


def staff_actor_of(account_id: int, *, on: date) -> Actor:
    """The member of staff behind an account, by the posts in force on that day; without one the visitor is nobody.

    Somebody with posts in two regions acts in the region of the post that began last.
    """
    posts = list(
        StaffPost.objects.in_force(on=on).filter(account_id=account_id, account__is_active=True).order_by("-from_on", "-id")
    )
    if not posts:
        return ANONYMOUS
    held = [post for post in posts if post.region == posts[0].region]
    institution = next((post.institution_id for post in held if post.institution_id), None)
    return Actor(account_id, frozenset(Role(post.role) for post in held), posts[0].region, institution)


def may_act_for(*, by: Actor, person_id: int, on: date) -> bool:
    """True for the person themselves (proven by the registry, or unproven on both sides) and for a mandate that runs."""
    if by.account_id is None or not by.is_citizen:
        return False
    return (
        own_person_of(by.account_id) == person_id or mandate_for(account_id=by.account_id, person_id=person_id, on=on) is not None
    )


def mandate_for(*, account_id: int, person_id: int, on: date, kind: str = "") -> MandateCard | None:
    """The mandate of an account for a person that runs on a day; with `kind`, only one that covers that kind of filing."""
    row = Mandate.objects.running(on=on).filter(account_id=account_id, person_id=person_id).first()
    return _card(row) if row and (not kind or not row.scope or kind in row.scope) else None


def mandates_of(account_id: int, *, on: date) -> tuple[MandateCard, ...]:
    """Every mandate of an account that runs on a day, oldest first."""
    return tuple(_card(row) for row in Mandate.objects.running(on=on).filter(account_id=account_id).order_by("id"))


def own_person_of(account_id: int) -> int | None:
    """The person an account is, as far as that is proven: an unproven claim opens nothing of a person the registry has confirmed."""
    proven = Q(real_name_level__gt=0) | ~Q(person__registry_state=RegistryState.CONFIRMED)
    return Account.objects.filter(proven, pk=account_id, is_active=True).values_list("person_id", flat=True).first()


def is_kin_or_self(*, account_id: int | None, person_id: int) -> bool:
    """True when the person is the one behind this account, shares its telephone, or a mandate of any day calls them relatives."""
    account = Account.objects.filter(pk=account_id).first() if account_id is not None else None
    if account is None:
        return False
    same_person = Q(person_id=person_id) & (
        Q(pk=account.pk) | (Q(phone_digest=account.phone_digest) if account.phone_digest else Q(pk=account.pk))
    )
    return account.person_id == person_id or Account.objects.filter(same_person).exists() or _are_related(account, person_id)


def _are_related(account: Account, person_id: int) -> bool:
    mine = Q(account_id=account.pk) | (Q(account__person_id=account.person_id) if account.person_id else Q(pk__in=[]))
    acts_for_them = mine & Q(person_id=person_id)
    they_act_for_me = Q(account__person_id=person_id, person_id=account.person_id) if account.person_id else Q(pk__in=[])
    return Mandate.objects.exclude(relation=Relation.NOT_RELATED).filter(acts_for_them | they_act_for_me).exists()


def _card(row: Mandate) -> MandateCard:
    return MandateCard(
        id=row.pk,
        account_id=row.account_id,
        person_id=row.person_id,
        kind=row.kind,
        relation=row.relation,
        scope=tuple(row.scope),
        from_on=row.from_on,
        until_on=row.until_on,
        revoked_at=row.revoked_at,
        covers_sensitive=row.kind != MandateKind.ENTRUSTED or row.own_word_at is not None,
        carries=tuple(row.carries),
    )

"""What other rooms may ask about people. Frozen shapes only; names and numbers leave masked unless asked for plainly."""

from datetime import date

from mantetong.domain.actor import ANONYMOUS, Actor
from mantetong.domain.roles import Role
from mantetong.people.models import Account, Mandate, StaffPost


def actor_of(account_id: int, *, on: date) -> Actor:
    """The citizen behind an account: an applicant, and a proxy while a mandate runs."""
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        return ANONYMOUS
    roles = {Role.APPLICANT}
    if Mandate.objects.running(on=on).filter(account_id=account_id).exists():
        roles.add(Role.PROXY)
    return Actor(account_id, frozenset(roles))


def staff_actor_of(account_id: int, *, on: date) -> Actor:
    """The member of staff behind an account, by the posts in force on that day; without one the visitor is nobody."""
    posts = list(
        StaffPost.objects.in_force(on=on).filter(account_id=account_id, account__is_active=True).order_by("-from_on", "-id")
    )
    if not posts:
        return ANONYMOUS
    region = posts[0].region
    held = [post for post in posts if post.region == region]
    institution = next((post.institution_id for post in held if post.institution_id), None)
    return Actor(account_id, frozenset(Role(post.role) for post in held), region, institution)

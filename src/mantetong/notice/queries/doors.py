"""Who is told through a door."""

from mantetong.notice.models import PushBrowser


def browsers_of(*, account_id: int) -> int:
    """How many browsers take pushes for an account."""
    return PushBrowser.objects.filter(account_id=account_id).count()

"""The installable application as a way of telling: a push to the browser somebody allowed it in last (NC-18, JQ-18)."""

import json
from dataclasses import asdict
from datetime import datetime

from mantetong.notice.models import Channel, PushBrowser
from mantetong.notice.operations.ways import DoorMessage, register_way
from mantetong.outside.keys import key_ring
from mantetong.outside.sms import Sent
from mantetong.outside.web_push import Browser, contact, ensure_browser, push_to


class Push:
    """One browser per message; where it is gone the short message follows, and the next message tries the one before."""

    named = "app"
    honours_repeats = True

    def address_of(self, account_id: int, *, region: str, text_key: str) -> str:  # noqa: ARG002  every region and text goes there
        """The newest browser, as its three values."""
        rows = PushBrowser.objects.filter(account_id=account_id, account__is_active=True).order_by("-at", "-id")
        row = rows.first() if contact() else None
        return json.dumps([row.endpoint, row.public_key, row.auth]) if row else ""

    def send(self, address: str, message: DoorMessage, *, at: datetime) -> Sent:
        """Push once."""
        content = {"title": message.title, "words": message.words, "path": message.path, "tag": message.reference}
        return push_to(Browser(*json.loads(address)), content=content, topic=message.reference, at=at)

    def note(self, address: str, *, region: str, text_key: str, sent: Sent) -> None:  # noqa: ARG002  of no text in particular
        """A subscription that has ended is forgotten."""
        if sent.reason == "GONE":
            forget_browser(endpoint=json.loads(address)[0])


def _digest(endpoint: str) -> str:
    return key_ring().digest(endpoint, purpose="push-endpoint")


def keep_browser(browser: Browser, *, account_id: int, at: datetime) -> None:
    """Push to this browser from now on; whoever used it before is not told there any more. Raises NotABrowser."""
    ensure_browser(browser)
    row = {**asdict(browser), "account_id": account_id, "at": at}
    PushBrowser.objects.update_or_create(endpoint_digest=_digest(browser.endpoint), defaults=row)


def forget_browser(*, endpoint: str) -> None:
    """No push goes there any more."""
    PushBrowser.objects.filter(endpoint_digest=_digest(endpoint)).delete()


def forget_browsers_of(*, account_id: int) -> int:
    """Nothing is pushed to the account any more; how many browsers there were."""
    return PushBrowser.objects.filter(account_id=account_id).delete()[0]


register_way(Channel.PUSH, Push())

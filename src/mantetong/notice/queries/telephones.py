"""Where somebody is rung."""

from mantetong.cases import queries as cases
from mantetong.notice.models import Notice
from mantetong.people import queries as people


def phone_of(notice: Notice) -> str:
    """The number a notice goes to: the account's, or the one given on the form at the counter; empty for none."""
    phone = people.phone_of_account(notice.account_id) if notice.account_id else None
    return phone or cases.filing_card(notice.filing_id).phone

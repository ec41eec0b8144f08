"""Demo institutions, doctors and staff, made on the first start of a sandbox and left alone afterwards: for trying things
out, never for production.
"""

from datetime import datetime

from django.conf import settings

from mantetong.people import operations as people
from mantetong.policies.queries import regions
from mantetong.recognition.operations import sign_off_demo
from mantetong.sandbox.demo_benefits import ensure_patients
from mantetong.sandbox.demo_logins import DemoLogin, demo_logins, demo_token
from mantetong.sandbox.demo_offices import DOCTORS, INSTITUTIONS
from mantetong.settlement import operations as settlement

__all__ = ["NotASandbox", "demo_logins", "ensure"]


class NotASandbox(RuntimeError):
    """Demo people are made in a sandbox only."""

    code = "NOT_A_SANDBOX"


def ensure(*, at: datetime) -> None:
    """Load the demo's institutions and doctors and make its staff; what is there already stays. Raises NotASandbox."""
    if not settings.MANTETONG_SANDBOX:
        raise NotASandbox
    people.load_institutions(INSTITUTIONS)
    people.load_doctors(DOCTORS)
    for login in demo_logins():
        _make(login, at)
    for office in INSTITUTIONS:
        settlement.keep_token(institution_code=office.code, token=demo_token(office.code), at=at)
    for region in regions():
        sign_off_demo(region=region.code)
    ensure_patients(at=at)


def _make(login: DemoLogin, at: datetime) -> None:
    people.make_staff(
        username=login.username,
        password=login.password,
        role=login.role,
        region=login.region,
        institution=login.institution or None,
        totp_secret=login.totp_secret,
        at=at,
        display_name=login.display_name,
    )

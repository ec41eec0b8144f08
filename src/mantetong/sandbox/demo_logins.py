"""Who the demo's staff are and how they sign in. Passwords and second factors are derived from the names and printed.

Without Django, so that the walker needs none.
"""

import base64
import hashlib
from dataclasses import dataclass

from mantetong.domain.roles import Role

REGIONS = ("511400", "511300", "620900")
_COUNTS = (
    (Role.REVIEWER, 2), (Role.SUPERVISOR, 1), (Role.CLERK, 1), (Role.HELPER, 1), (Role.POLICY_OFFICER, 2),
    (Role.AUDITOR, 1), (Role.SYSTEM_ADMIN, 1),
)  # fmt: skip
_EXPERTS_FROM = {
    "511400": ("H51149900102", "H51149900102", "H51149900104", "H51149900104"),
    "511300": ("H51139900102", "H51139900103", "H51139900104", "H51139900106"),
    "620900": ("H62099900102", "H62099900102", "H62099900104", "H62099900104"),
}
_INSTITUTION_STAFF_OF = {
    "511400": ("H51149900101",),
    "511300": ("H51139900101",),
    "620900": ("H62099900102", "H62099900102", "H62099900101"),
}
_SURNAMES, _GIVEN = (
    "张沈姜蒋朱孔金赵严吕",
    ("桂兰", "建国", "淑珍", "秀", "丽娟", "俊杰", "浩然", "庆丰", "彩霞", "德胜", "国庆", "玉"),
)


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """How one member of the demo's staff signs in. `institution` is empty for the agency's own."""

    username: str
    password: str
    totp_secret: str
    role: Role
    region: str
    institution: str
    display_name: str

    def __str__(self) -> str:
        """One line of the list that `serve` prints."""
        return f"{self.username:<28} 密码 {self.password:<33} 动态口令密钥 {self.totp_secret}  {self.display_name}"


def demo_logins() -> tuple[DemoLogin, ...]:
    """Every member of the demo's staff, by region and role."""
    return tuple(login for region in REGIONS for login in _of_region(region))


def _of_region(region: str) -> list[DemoLogin]:
    agency = [(role, number, "") for role, count in _COUNTS for number in range(1, count + 1)]
    experts = [(Role.EXPERT, number, place) for number, place in enumerate(_EXPERTS_FROM[region], start=1)]
    entrusted = [(Role.INSTITUTION, number, place) for number, place in enumerate(_INSTITUTION_STAFF_OF[region], start=1)]
    return [_login(role, number, place, region) for role, number, place in (*agency, *experts, *entrusted)]


def _login(role: Role, number: int, institution: str, region: str) -> DemoLogin:
    name = f"{role.value.lower().replace('_', '-')}{number}-{region}"
    seed = hashlib.sha256(f"mantetong demo {name}".encode()).digest()
    shown = _SURNAMES[seed[0] % len(_SURNAMES)] + _GIVEN[seed[1] % len(_GIVEN)]
    return DemoLogin(name, f"Demo-{name}", base64.b32encode(seed[:20]).decode(), role, region, institution, shown)


def demo_token(institution: str) -> str:
    """The bearer token with which the software of a demo institution calls our interface."""
    return "demo-" + hashlib.sha256(f"mantetong demo till {institution}".encode()).hexdigest()[:40]

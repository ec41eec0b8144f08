"""What a walk carries along: the system, the people with their browsers, and what has been found out so far."""

import secrets
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mantetong.domain.roles import Role
from mantetong.sandbox.demo_logins import DemoLogin, demo_logins
from mantetong.sandbox.walk.browser import Browser, Page
from mantetong.sandbox.walk.codes import Telephone, totp
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.story import Story


@dataclass
class Scene:
    """One walk. `home` is the private instance's home, None on somebody else's server."""

    server: str
    sandbox: str
    story: Story
    papers: Path
    home: Path | None = None
    began: float = field(default_factory=time.monotonic)
    facts: dict[str, Any] = field(default_factory=dict)
    page: Page | None = None
    _browsers: dict[str, Browser] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A number of one's own, so that several walks on one server do not wait for each other's codes."""
        self.telephone = Telephone(self.sandbox, f"139{secrets.randbelow(10**8):08d}")
        self.citizen = self.browser("applicant")

    @property
    def disease(self) -> str:
        """The national code of the disease applied for: the story's, or another where the person has that one already."""
        return str(self.facts.get("disease", self.story.disease))

    def browser(self, who: str) -> Browser:
        """The browser of one person, made when first needed."""
        if who not in self._browsers:
            self._browsers[who] = Browser(self.server, who=who)
        return self._browsers[who]

    def staff(self, role: Role, number: int = 1, *, region: str = "") -> Browser:
        """The signed-in browser of one member of the demo's staff."""
        login = _login(role, number, region or self.story.region)
        if login.username not in self._browsers:
            _sign_in(self.browser(login.username), login)
        return self._browsers[login.username]

    def close(self) -> None:
        """Close every browser."""
        for browser in self._browsers.values():
            browser.close()


def _login(role: Role, number: int, region: str) -> DemoLogin:
    found = [one for one in demo_logins() if one.role is role and one.region == region]
    if len(found) < number:
        raise WalkStopped("demo_logins", f"没有 {region} 的 {role} {number}")
    return found[number - 1]


def _sign_in(browser: Browser, login: DemoLogin) -> None:
    page = browser.open("/desk/login/")
    page = browser.submit(page.form(with_field="password"), {"username": login.username, "password": login.password})
    now = time.time()  # the authenticator's own clock
    browser.submit(page.form(with_field="code"), {"code": totp(login.totp_secret, at=now)})


def say(text: str) -> None:
    """A line of progress."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def until(what: str, look: Any, *, patience: float = 90.0, pause: float = 0.5) -> Any:
    """Look again and again until there is something. Raises WalkStopped after `patience` seconds."""
    end = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise WalkStopped(what, f"等了{patience:.0f}秒还没有")
        time.sleep(pause)

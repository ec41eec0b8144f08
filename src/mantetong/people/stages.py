"""The stage between the desk's password and a session: a code from the authenticator. Whoever signs in by telephone passes it by."""

from allauth.account.stages import LoginStage
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse


class SecondFactorStage(LoginStage):  # type: ignore[misc]  # untyped library
    """Holds a sign-in that began at the desk until `people:totp` lets it go on."""

    key = "people_second_factor"
    urlname = "people:totp"

    def handle(self) -> tuple[HttpResponseBase | None, bool]:
        """Hold sign-ins of the desk, let the others through."""
        if self.login.state.get("door") != "desk":
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True

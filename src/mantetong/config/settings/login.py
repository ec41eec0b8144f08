"""Signing in: django-allauth through our adapter. Citizens by mobile number and code, staff by password and TOTP."""

from typing import Any

from mantetong.config.environment import Environment
from mantetong.outside.keys import make_keys, read_keys

_SCRYPT = "django.contrib.auth.hashers.ScryptPasswordHasher"
_SANDBOX_SCRYPT = "mantetong.people.hashers.SandboxScrypt"


def settings(environment: Environment) -> dict[str, Any]:
    """Accounts, sessions, and the secret key derived from the installation's keys."""
    folder = environment.home_path / "keys"
    make_keys(folder)
    ring = read_keys(folder)
    return {
        "SECRET_KEY": ring.digest("django", purpose="secret-key"),
        "AUTH_USER_MODEL": "people.Account",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "PASSWORD_HASHERS": [_SANDBOX_SCRYPT if environment.sandbox else _SCRYPT],
        "ACCOUNT_ADAPTER": "mantetong.people.adapter.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": "username",
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGIN_TIMEOUT": 900,  # between the password and the second factor
        "ACCOUNT_RATE_LIMITS": False,  # ours are counted in the database, the same for every process (people.operations.limits)
        "LOGIN_URL": "/account/login/",
        "LOGIN_REDIRECT_URL": "/my/",
        "MFA_ADAPTER": "mantetong.people.adapter.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_TOTP_ISSUER": "慢特通",
        "MFA_TOTP_TOLERANCE": 1,
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SESSION_COOKIE_SECURE": environment.public_url.startswith("https://"),
        "CSRF_COOKIE_SECURE": environment.public_url.startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    }

"""Pages: templates, language, time zone, headers."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, SELF

import mantetong
from mantetong.config.environment import Environment

PROXY_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def _templates() -> list[dict[str, Any]]:
    processors = [
        "django.template.context_processors.request",
        "django.template.context_processors.i18n",
        "django.contrib.messages.context_processors.messages",
        "mantetong.web.context.look",
    ]
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": processors, "builtins": ["mantetong.web.templatetags.web"]},
        }
    ]


def _security(environment: Environment) -> dict[str, Any]:
    policy = {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
    return {
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": policy},
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_PROXY_SSL_HEADER": PROXY_HEADER if environment.trusted_proxies else None,
        "SECURE_HSTS_SECONDS": 31536000 if environment.public_url.startswith("https://") else 0,
        "SILENCED_SYSTEM_CHECKS": ["security.W008"],  # the proxy redirects to HTTPS
    }


def settings(environment: Environment) -> dict[str, Any]:
    """Everything a page needs."""
    host = urlsplit(environment.public_url).hostname
    local = ["127.0.0.1", "localhost", "[::1]", "testserver"]
    return {
        "DEBUG": environment.debug and environment.sandbox,
        "ALLOWED_HOSTS": [host] if host and not environment.sandbox else [*local, *([host] if host else [])],
        "CSRF_TRUSTED_ORIGINS": [environment.public_url] if environment.public_url else [],
        "ROOT_URLCONF": "mantetong.config.urls",
        "WSGI_APPLICATION": None,
        "TEMPLATES": _templates(),
        "FORM_RENDERER": "django.forms.renderers.DjangoTemplates",
        "LANGUAGE_CODE": "zh-hans",
        "LANGUAGES": [("zh-hans", "中文"), ("en", "English")],
        "LOCALE_PATHS": [Path(mantetong.__file__).parent / "locale"],
        "USE_I18N": True,
        "TIME_ZONE": "Asia/Shanghai",
        "USE_TZ": True,
        "CSRF_FAILURE_VIEW": "mantetong.web.errors.csrf_failed",
        "MANTETONG_SANDBOX": environment.sandbox,
        "MANTETONG_ENVIRONMENT": environment,
        **_security(environment),
    }

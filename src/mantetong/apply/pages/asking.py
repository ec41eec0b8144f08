"""Where a request comes from, for counting guesses."""

from django.conf import settings

from mantetong.web.requests import Request


def address_of(request: Request) -> str:
    """The address the request came from, as far as our own proxies vouch for it."""
    proxies: int = settings.MANTETONG_ENVIRONMENT.trusted_proxies
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))

"""A member of staff's own passkeys: which there are, one more, one less."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mantetong.people import operations
from mantetong.people.forms import PasskeyForm, fault_of
from mantetong.people.operations import SecondFactorUsed, SecondFactorWrong, SignInRefused
from mantetong.people.operations.passkeys import (
    NoSuchPasskey,
    PasskeyRefused,
    TooManyPasskeys,
    ask_for_new_passkey,
    keep_passkey,
    remove_passkey,
)
from mantetong.people.queries.passkeys import passkeys_of
from mantetong.web.access import staff
from mantetong.web.clock import now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request
from mantetong.web.wording import chinese_moment


@dataclass(frozen=True, slots=True)
class PasskeyLine:
    """One key with the address that removes it."""

    name: str
    added: str
    used: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class PasskeysPage:
    """The keys, and the form for one more; `options` is what the browser is asked, empty where browsers would refuse."""

    title: str
    subtitle: str
    lines: tuple[PasskeyLine, ...]
    form: PasskeyForm
    options: str


@staff()
def passkeys(request: Request) -> HttpResponseBase:
    """List them; keep the one a browser has just made, if the code shown now is right."""
    account_id = request.actor.known_id
    form, status = PasskeyForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid() and _is_kept(request, account_id, form):
            return redirect("people:passkeys")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    page = PasskeysPage(
        title=_("通行密钥"),
        subtitle=_("登录时可以用指纹、面容或安全密钥代替动态口令；动态口令仍可使用。"),
        lines=tuple(
            PasskeyLine(
                name=card.name,
                added=chinese_moment(card.added_at),
                used=chinese_moment(card.last_used_at) if card.last_used_at else _("还没有用过"),
                remove_url=reverse("people:passkey-remove", args=[card.id]),
            )
            for card in passkeys_of(account_id)
        ),
        form=form,
        options="" if is_bare_address(request) else json.dumps(ask_for_new_passkey(account_id=account_id)),
    )
    return page_or_fragment(request, "people/passkeys", page, status=status)


@staff()
@require_POST
def remove(request: Request, passkey_id: int) -> HttpResponseBase:
    """One's own only."""
    try:
        remove_passkey(account_id=request.actor.known_id, passkey_id=passkey_id)
    except NoSuchPasskey as error:
        raise Http404 from error
    return redirect("people:passkeys")


def is_bare_address(request: Request) -> bool:
    """Reached by a numeric address: browsers bind a passkey to a name and refuse there."""
    try:
        ip_address(request.get_host().rpartition(":")[0].strip("[]") or request.get_host())
    except ValueError:
        return False
    return True


def _is_kept(request: Request, account_id: int, form: PasskeyForm) -> bool:
    given = form.cleaned_data
    try:
        operations.check_second_factor(account_id=account_id, code=given["code"], at=now_of(request))
        keep_passkey(account_id=account_id, name=given["name"], answer=given["credential"])
    except (SecondFactorWrong, SecondFactorUsed, SignInRefused) as error:
        form.add_error("code", fault_of(error))
    except (PasskeyRefused, TooManyPasskeys) as error:
        form.add_error(None, fault_of(error))
    return form.is_valid()

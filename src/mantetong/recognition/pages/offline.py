"""/verify/: the code of a certificate is verified in the browser, without a network after the first visit.

Without script the form is verified here; nothing of it is kept.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.outside.signing import public_key
from mantetong.recognition.credential import PURPOSE, Credential, read_credential
from mantetong.recognition.errors import NotACertificate
from mantetong.recognition.forms import CodeForm
from mantetong.recognition.operations.withdrawn import withdrawn_list
from mantetong.recognition.pages.wording import state_of
from mantetong.recognition.queries import recognition_by_token
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.shapes import SummaryRow, Tone
from mantetong.web.wording import chinese_day

_ASSETS = ("web/citizen.css", "web/elder.css", "web/citizen.js", "web/verify.js")


@dataclass(frozen=True, slots=True)
class Found:
    """What the server says of a code. `matches` None when no disease was entered."""

    status: str
    tone: Tone
    rows: tuple[SummaryRow, ...]
    matches: bool | None


@dataclass(frozen=True, slots=True)
class CodePage:
    """The form, the key that certificates are signed with, and what was found when the server was asked."""

    title: str
    form: CodeForm
    key: str
    list_url: str
    found: Found | None
    is_broken: bool


@public
def verify_code(request: HttpRequest) -> HttpResponseBase:
    """The page; a posted code is read here. 422 for no code and for what is no certificate."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    valid = form.is_bound and form.is_valid()
    found = _found(request, form) if valid else None
    broken = valid and found is None
    page = CodePage(_("离线核验凭证"), form, public_key(purpose=PURPOSE), reverse("recognition:withdrawn"), found, broken)
    status = 422 if form.is_bound and found is None else 200
    response = page_or_fragment(request, "recognition/verify_code", page, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
def withdrawn(request: HttpRequest) -> HttpResponse:
    """The signed list of certificates that do not count any more."""
    made = withdrawn_list(at=now_of(request))
    response = JsonResponse({"list": made.text, "signature": made.signature})
    response["Cache-Control"] = "public, max-age=300"
    return response


@public
def worker(_request: HttpRequest) -> HttpResponse:
    """The worker that keeps the page at hand; a new build is a new version of it."""
    addresses = [reverse("recognition:verify-code"), reverse("recognition:withdrawn"), *(static(one) for one in _ASSETS)]
    body = _built("web/verify_worker.js")
    version = sha256((body + "".join(addresses)).encode()).hexdigest()[:12]
    head = f"self.mantetongVerify={json.dumps({'version': version, 'addresses': addresses})};\n"
    response = HttpResponse(head + body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = reverse("recognition:verify-code")
    return response


def _built(name: str) -> str:
    found = finders.find(name) or Path(str(settings.STATIC_ROOT)) / name
    path = Path(str(found))
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _found(request: HttpRequest, form: CodeForm) -> Found | None:
    try:
        code = read_credential(form.cleaned_data["code"])
    except NotACertificate:
        return None
    disease = form.cleaned_data["disease"]
    card = recognition_by_token(code.token)
    on = day_of(now_of(request))
    said, tone = state_of(card, on=on) if card else (_("签名有效，未找到登记"), Tone.WARNING)
    return Found(said, tone, _rows(code), code.is_for(disease) if disease else None)


def _rows(code: Credential) -> tuple[SummaryRow, ...]:
    end = f"{chinese_day(code.ends_on)}（含当日）" if code.ends_on else "长期"
    return (
        SummaryRow(_("姓名"), code.masked_name),
        SummaryRow(_("生效日期"), chinese_day(code.begins_on)),
        SummaryRow(_("截止日期"), end),
    )

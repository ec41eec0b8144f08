"""/v/<token>: anybody who holds a certificate can see whether it stands. The disease is confirmed, never shown."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.people.queries import person_card
from mantetong.policies.queries import policy_on
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.forms import DiseaseForm
from mantetong.recognition.pages.wording import last_day, state_of
from mantetong.recognition.queries import RecognitionCard, recognition_by_token
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.shapes import SummaryRow, Tone
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """The state of one certificate. `matches` is None until a disease was entered."""

    title: str
    status: str
    tone: Tone
    rows: tuple[SummaryRow, ...]
    form: DiseaseForm
    matches: bool | None
    is_sample: bool


@public
def verify(request: HttpRequest, token: str) -> HttpResponseBase:
    """Masked name, days and state; with a disease entered, 一致 or 不一致. Raises NoSuchRecognition."""
    card = recognition_by_token(token)
    if card is None:
        raise NoSuchRecognition
    form = DiseaseForm(request.POST if request.method == "POST" else None)
    valid = form.is_bound and form.is_valid()
    matches = is_for(card, form.cleaned_data["disease"]) if valid else None
    status = 422 if form.is_bound and not valid else 200
    response = page_or_fragment(request, "recognition/verify", _page(request, card, form, matches), status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


def is_for(card: RecognitionCard, disease: str) -> bool:
    """True when what was entered is the code or the name of the certificate's disease."""
    plain = "".join(disease.split()).upper()
    names = {card.disease_code, card.disease_name, f"{card.disease_name}（{card.disease_code}）"}
    return plain in {"".join(name.split()).upper() for name in names}


def _page(request: HttpRequest, card: RecognitionCard, form: DiseaseForm, matches: bool | None) -> VerifyPage:  # noqa: FBT001
    said, tone = state_of(card, on=day_of(now_of(request)))
    rules = policy_on(region=card.region, on=card.decided_on)
    rows = (
        SummaryRow(_("姓名"), person_card(card.person_id).masked_name),
        SummaryRow(_("认定地区"), rules.name),
        SummaryRow(_("生效日期"), chinese_day(card.begins_on)),
        SummaryRow(_("截止日期"), last_day(card)),
    )
    return VerifyPage(_("凭证核验"), said, tone, rows, form, matches, rules.is_sample)

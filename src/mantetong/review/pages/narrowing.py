"""Narrowing a list: to a disease, and to a hospital found by a part of its name; a region has too many to choose from a list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from mantetong.cases.queries import Narrowing
from mantetong.people.queries import InstitutionCard, institutions_named
from mantetong.policies.queries import policy_on
from mantetong.review.access import DESK
from mantetong.review.forms import NarrowForm
from mantetong.review.queries.finding import narrowing_for
from mantetong.web.access import staff
from mantetong.web.clock import day_of, now_of
from mantetong.web.forms import narrowed
from mantetong.web.pages import page_or_fragment
from mantetong.web.requests import Request

_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed to, None as long as the hospital is not clear; then `said` tells, with `offered` to choose from."""

    form: NarrowForm
    to: Narrowing | None
    said: str = ""
    offered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HospitalsPage:
    """Hospitals that a field offers while somebody types."""

    title: str
    names: tuple[str, ...]


def narrowed_by(request: Request, *, has_words: bool) -> Narrowed:
    """The form of the address, and what it narrows the list to; `has_words` where a number or name is looked for besides."""
    form = _form(request)
    given = form.cleaned_data
    asked, disease = given.get("institution", ""), given.get("disease", "")
    words = given.get("words", "") if has_words else ""
    if not asked:
        return Narrowed(form, narrowing_for(words, disease=disease))
    found = institutions_named(region=request.actor.region or "", words=asked, most=_OFFERED)
    one = _the_one(asked, found)
    if one is not None:
        return Narrowed(
            form, narrowing_for(words, disease=disease, institution=one.code), said=_("只看%(name)s") % {"name": one.name}
        )
    if not found:
        return Narrowed(form, None, _("本地区没有名称里带“%(words)s”的医院。请少写几个字再找。") % {"words": asked})
    said = _("名称里带“%(words)s”的医院不止一家，请选一家：") % {"words": asked}
    return Narrowed(form, None, said, tuple((_told_apart(card, found), _choosing(request, card)) for card in found))


def _form(request: Request) -> NarrowForm:
    diseases = policy_on(region=request.actor.region or "", on=day_of(now_of(request))).diseases
    form = NarrowForm(request.GET, diseases=tuple((code, disease.name) for code, disease in diseases.items()))
    form.is_valid()
    return form


def _the_one(asked: str, found: tuple[InstitutionCard, ...]) -> InstitutionCard | None:
    exact = [card for card in found if asked in (card.code, card.name)]
    return exact[0] if len(exact) == 1 else found[0] if len(found) == 1 else None


def _told_apart(card: InstitutionCard, found: tuple[InstitutionCard, ...]) -> str:
    """The name; with the code where another bears the same one."""
    is_shared = sum(one.name == card.name for one in found) > 1
    return f"{card.name}（{card.code}）" if is_shared else card.name


def _choosing(request: Request, card: InstitutionCard) -> str:
    kept = {name: value for name, value in request.GET.items() if name in ("words", "disease") and value}
    return f"?{urlencode({**kept, 'institution': card.code})}"


@staff(*DESK)
def hospitals(request: Request) -> HttpResponseBase:
    """Names that fit what is being typed, for the field's own list."""
    words = narrowed(request.GET.get("institution", ""))[:60]
    found = institutions_named(region=request.actor.region or "", words=words, most=_OFFERED) if words else ()
    return page_or_fragment(request, "review/hospitals", HospitalsPage(_("医院"), tuple(card.name for card in found)))

"""Every address, asked by everybody, from within and from abroad: the answers are those of the written matrix and no others."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from tests.house.rights_matrix import PAGE, RIGHTS, as_page
from tests.house.rights_world import FOREIGN, NOW, OWN, VISITOR, WHO, World, the_world
from tests.house.test_routes import routes

BROKE = 500
REDIRECTS = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
HANDLER = BaseHandler()
HANDLER.load_middleware()
# Which thing of the world stands in for a name in an address: by route, else by room, else by the name alone.
OF_ROUTE = {
    "apply:receipt": {"reference": "filed"}, "apply:recording": {"reference": "filed"}, "apply:appeal": {"reference": "decided_case"},
    "review:overrule": {"reference": "filed_case"}, "review:pass-on": {"reference": "filed_case"},
    "review:lapse": {"reference": "filed_case"}, "determination:decision": {"reference": "decided_case"},
    "determination:letter": {"reference": "decided_case"}, "determination:reopen": {"reference": "decided_case"},
    "determination:correct": {"reference": "decided_case"}, "determination:first-round": {"reference": "decided_case"},
    "notice:rating": {"reference": "decided_case"}, "materials:slot": {"code": "slot"}, "materials:upload": {"code": "slot"},
    "materials:slot_papers": {"code": "slot"}, "materials:order": {"code": "slot"}, "apply:question": {"code": "question"},
    "materials:restore": {"reference": "draft"}, "materials:one_upload": {"key": "upload"}, "apply:camera": {"token": "link"},
    "people:door": {"region": "door_region", "code": "door_code"},
    "people:desk-proof-paper": {"name": "photograph"}, "recognition:verify": {"token": "certificate"},
    "recognition:label": {"posting": "posting"}, "notice:text": {"text_key": "words_key"},
    "notice:change-words": {"text_key": "words_key", "channel": "words_channel", "language": "words_language"},
    "determination:expertise": {"account_id": "expert"}, "determination:reading": {"reference": "decided_case"},
}  # fmt: skip
OF_ROOM = {
    "apply": {"reference": "draft"}, "cases": {"reference": "filed", "case_reference": "filed_case"},
    "materials": {"reference": "filed", "key": "paper"}, "review": {"reference": "filed"},
    "determination": {"reference": "determining"}, "notice": {"reference": "filed"},
    "recognition": {"token": "certificate", "number": "held"}, "policies": {"number": "publication"},
}  # fmt: skip
PLAIN = {
    "region": "511400", "code": "511400", "slot": "diagnosis_certificate", "way": "paper", "which": "unclaimed", "number": 1,
    "token": "nobody-has-this-token", "name": "table", "infno": "5301", "msgid": "H" + "0" * 29, "language": "bo", "occasion": "guide",
    "question": "summary", "door_region": "511300", "door_code": "app",
    "words_key": "decided", "words_channel": "sms", "words_language": "zh-hans",
}  # fmt: skip
ASKED = {"policies:desk-compare": "?a={version}&b={version}"}


def named_routes() -> Iterator[tuple[str, URLPattern]]:
    """Route names with the room they stand in, and their patterns."""
    for _path, route in routes(get_resolver()):
        room = route.lookup_str.split(".")[1]
        yield (f"{room}:{route.name}" if room != "config" else str(route.name)), route


def address(name: str, route: URLPattern, world: World, who: str) -> str:
    """The address of a route with the things of `who` in it."""
    wanted = getattr(route.pattern, "converters", None) or route.pattern.regex.groupindex  # type: ignore[attr-defined]
    counter = {"reference": "counter_sent" if name in SENT else "counter"} if name.startswith("apply:counter") else {}
    by_name = {**OF_ROOM.get(name.split(":", maxsplit=1)[0], {}), **OF_ROUTE.get(name, {}), **counter}
    path = reverse(name, kwargs={one: _value(by_name.get(one, one), world, who) for one in wanted})
    return path + ASKED.get(name, "").format(**world.things)


# Forms that are looked at before the thing they are about: sent with something in them.
GIVEN = {
    "notice:called": {"outcome": "ANSWERED"}, "notice:answer-question": {"q{question_id}-words": "明天就好。"},
    "notice:called-back": {"outcome": "TALKED", "found": "已说明"}, "people:mandate-code": {"code": "000000"}, "materials:close_signal": {"note": "看过了。"},
    "materials:restore": {"paper": "{removed}"}, "review:overrule": {"filing": "{filed}"}, "notice:switch-portal": {"do": "pause"},
}  # fmt: skip
SENT = {"apply:counter-receipt", "apply:counter-code", "apply:counter-labels"}


def _value(thing: str, world: World, who: str) -> object:
    found = world.thing(thing, who)
    if found is None:
        found = PLAIN.get(thing, 999_999)
    return found


def answer(world: World, who: str, side: str, name: str, target: str) -> int:
    """The status somebody gets, without a trace left behind. Being led to a sign-in page is 401."""
    browser = world.browsers[who, side]
    with transaction.atomic():
        got = _asked("GET", target, browser)
        if got.status_code == HTTPStatus.METHOD_NOT_ALLOWED or name in GIVEN:
            got = _asked("POST", target, browser, _given(name, world, who))
        elif _leads_within(got):  # what stands behind it counts
            got = _asked("GET", got.headers["Location"], browser)
        transaction.set_rollback(True)
    return HTTPStatus.UNAUTHORIZED if _leads_to_sign_in(got) else got.status_code


def _given(name: str, world: World, who: str) -> dict[str, str]:
    """What is sent, with the things of `who` in it."""
    things = world.things | {thing: value for (thing, role), value in world.of_role.items() if role == who}
    return {key.format(**things): value.format(**things) for key, value in GIVEN.get(name, {}).items()}


def _leads_to_sign_in(got: HttpResponseBase) -> bool:
    return got.status_code in REDIRECTS and got.headers["Location"].startswith(("/account/login/", "/desk/login/"))


def _leads_within(got: HttpResponseBase) -> bool:
    return got.status_code in REDIRECTS and got.headers["Location"].startswith("/") and not _leads_to_sign_in(got)


def _asked(method: str, target: str, browser: Client, given: dict[str, str] | None = None) -> HttpResponseBase:
    """Straight through the product's middleware; the test client would copy every template's context besides."""
    factory = RequestFactory(headers={"X-Sandbox-Now": NOW})
    factory.cookies = browser.cookies
    request = factory.post(target, given) if given else factory.generic(method, target)
    request._dont_enforce_csrf_checks = True
    return HANDLER.get_response(request)


def is_in(status: int) -> bool:
    """Anything but: sign in first, not allowed, no such page."""
    return status not in {401, 403, 404}


def sides(route: URLPattern) -> tuple[str, ...]:
    return (OWN, FOREIGN) if "<" in str(route.pattern) else (OWN,)


def everything() -> Iterator[tuple[str, URLPattern, str, str]]:
    """Route × role × side. A visitor, and an address without a thing in it, have no other side."""
    for name, route in named_routes():
        for who in WHO:
            yield name, route, who, OWN
            if who != VISITOR and "<" in str(route.pattern):
                yield name, route, who, FOREIGN


@pytest.mark.django_db
@pytest.mark.urls("tests.house.plain_urls")
def test_nobody_gets_an_answer_that_the_written_matrix_does_not_give_them():
    world = the_world()
    wrong, seen = [], {}
    for name, route, who, side in everything():
        status = answer(world, who, side, name, address(name, route, world, who))
        if status >= BROKE:
            wrong.append(f"{name} breaks for {who} ({side}): {status}")
        if is_in(status):
            seen.setdefault(name, {}).setdefault(side, set()).add(who)

    for name, route in named_routes():
        for side in sides(route):
            written = RIGHTS[name].who(side) if name in RIGHTS else None
            found = frozenset(seen.get(name, {}).get(side, ()))
            if written != found:
                wrong.append(
                    f"{name} {side}: written {written and sorted(written)}, found {sorted(found)}; declared {route.callback.access}"
                )
    assert not wrong, "\n".join(["differs from tests/house/rights_matrix.py:", *wrong])


def test_the_matrix_names_every_route_and_no_other():
    assert sorted(RIGHTS) == sorted({name for name, _route in named_routes()})


def test_what_a_row_leaves_to_another_test_is_tested_there():
    tests = PAGE.parents[2] / "tests"
    told = {name: rights.elsewhere.split("::") for name, rights in RIGHTS.items() if rights.elsewhere}

    missing = [name for name, (file, test) in told.items() if f"\ndef {test}(" not in (tests / file).read_text(encoding="utf-8")]

    assert missing == []


def test_no_two_routes_stand_at_one_address():
    paths = [path for path, _route in routes(get_resolver())]

    assert sorted({path for path in paths if paths.count(path) > 1}) == []


def test_what_is_written_is_no_wider_than_what_the_view_declares():
    declared = {name: route.callback.access for name, route in named_routes()}
    wide = {}
    for name, access in declared.items():
        if access.startswith("staff:"):
            allowed = set(access.removeprefix("staff:").split(","))
            more = (RIGHTS[name].who(OWN) | RIGHTS[name].who(FOREIGN)) - allowed
            if more:
                wide[name] = sorted(more)
            if not RIGHTS[name].who(OWN) and not RIGHTS[name].elsewhere:
                wide[name] = "nobody"

    assert wide == {}


def test_the_page_for_officials_says_the_same():
    assert PAGE.read_text() == as_page()

"""Page or fragment, panels, menus, and what the look remembers."""

from io import BytesIO

import pytest
from django.http import Http404, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import NoReverseMatch

from mantetong.domain.actor import ANONYMOUS, Actor
from mantetong.domain.roles import Role
from mantetong.web import navigation, panels
from mantetong.web.context import look_of
from mantetong.web.expected_errors import answer_expected
from mantetong.web.gallery import GalleryForm, GalleryPage
from mantetong.web.navigation import NavItem, menu_of
from mantetong.web.pages import page_or_fragment

REVIEWER = Actor(account_id=1, roles=frozenset({Role.REVIEWER}))


def a_request(path="/", **headers):
    request = RequestFactory(headers=headers).get(path)
    request.actor = ANONYMOUS
    return request


def test_a_browser_gets_the_whole_page(client):
    answer = client.get("/gallery/").content.decode()

    assert answer.startswith("<!doctype html>")


def test_htmx_gets_the_fragment_and_caches_are_told():
    page = GalleryPage(title="部件一览", form=GalleryForm())

    answer = page_or_fragment(a_request(**{"HX-Request": "true"}), "web/gallery_parts", page, status=422)

    assert answer.status_code == 422
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_a_page_without_a_fragment_is_answered_whole(client):
    answer = client.get("/gallery/question/", headers={"HX-Request": "true"})

    assert "<html" in answer.content.decode()


def test_a_panel_stands_in_the_page_and_a_refused_one_leaves_nothing(client):
    answer = client.get("/gallery/").content.decode()

    assert answer.count("这一段来自另一个地址。") == 1


def test_a_panel_asks_as_the_same_person_with_get_for_a_fragment(rf):
    seen = {}

    def view(request, name):
        seen.update(actor=request.actor, method=request.method, fragment=request.headers.get("HX-Request"), path=request.path)
        return HttpResponse("<p>ok</p>")

    outer = rf.post("/gallery/?wrong", {"a": "b"})
    outer.actor = REVIEWER
    assert outer.headers.get("HX-Request") is None
    answer = panels._called(panels._within(outer, "/gallery/panel/x/", panels.resolve("/gallery/panel/x/")), _match_for(view))

    assert answer.content == b"<p>ok</p>"
    assert seen == {"actor": REVIEWER, "method": "GET", "fragment": "true", "path": "/gallery/panel/x/"}
    assert outer.method == "POST"
    assert outer.headers.get("HX-Request") is None


def _match_for(view):
    return type("Match", (), {"func": staticmethod(view), "args": (), "kwargs": {"name": "x"}})()


def test_a_panel_of_an_unknown_name_is_a_mistake_of_the_template():
    template = engines["django"].from_string('{% panel "web:no-such-page" %}')

    with pytest.raises(NoReverseMatch):
        template.render({}, a_request())


def test_a_page_that_is_not_there_is_told_in_words(client):
    answer = client.get("/gibt-es-nicht/")

    assert answer.status_code == 404
    assert "没有找到这个页面。" in answer.content.decode()
    assert "NOT_FOUND" in answer.content.decode()


def test_too_many_files_at_once_are_refused_in_words(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2

    answer = client.post("/view/", {"file": [BytesIO(b"x"), BytesIO(b"y"), BytesIO(b"z")]})

    assert answer.status_code == 413
    assert "已经上传的文件不会丢失" in answer.content.decode()


def test_not_found_is_no_expected_error():
    assert answer_expected(a_request(), Http404()) is None


@pytest.mark.parametrize("path", ["/offline/"])
def test_plain_pages_stand_alone(client, path):
    answer = client.get(path).content.decode()

    assert "12393" in answer
    assert "/static/web/plain.css" in answer
    assert "{#" not in answer


def test_a_chosen_view_is_kept_and_leads_back(client):
    answer = client.post("/view/", {"view": "elder", "next": "/gallery/"})

    assert answer["Location"] == "/gallery/"
    assert 'data-view="elder"' in client.get("/gallery/").content.decode()


@pytest.mark.parametrize("target", ["https://example.test/", "//example.test/", "javascript:alert(1)", ""])
def test_the_way_back_never_leaves_the_house(client, target):
    assert client.post("/view/", {"view": "elder", "next": target})["Location"] == "/"


def test_an_unknown_view_changes_nothing(client):
    answer = client.post("/view/", {"view": "huge", "text": "9"})

    assert not answer.cookies


def test_a_forged_cookie_counts_as_the_default():
    request = a_request()
    request.COOKIES = {"view": '"><script>', "text": "2"}

    look = look_of(request)

    assert (look.view, look.text_size) == ("normal", "2")


def test_the_elder_view_offers_a_person_to_call(client):
    client.cookies["view"] = "elder"

    answer = client.get("/gibt-es-nicht/").content.decode()

    assert 'href="tel:12393"' in answer
    assert "此为全国热线" in answer


def test_the_manifest_makes_the_service_installable(client):
    manifest = client.get("/manifest.webmanifest").json()

    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")


def test_the_gallery_stands_in_the_sandbox_only(client, settings):
    settings.MANTETONG_SANDBOX = False

    assert client.get("/gallery/").status_code == 404


@pytest.fixture
def menu(monkeypatch):
    monkeypatch.setattr(navigation, "_ITEMS", {})
    return navigation.register


def test_a_menu_shows_what_one_may_open(menu):
    menu(
        NavItem("web:gallery", "部件", where="desk", roles=frozenset({Role.REVIEWER}), group="审核"),
        NavItem("web:offline", "离线", where="desk", roles=frozenset({Role.AUDITOR})),
    )

    groups = menu_of(where="desk", actor=REVIEWER, path="/gallery/")

    assert [(group.heading, [(link.label, link.is_here) for link in group.links]) for group in groups] == [
        ("审核", [("部件", True)])
    ]


def test_an_entry_without_a_route_is_left_out(menu):
    menu(NavItem("nowhere:at-all", "没有", where="citizen"))

    assert menu_of(where="citizen", actor=ANONYMOUS, path="/") == ()

"""The elder view offers every function of the normal one: the same addresses to go to and to send to, on every page one can reach."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import a_draft
from tests.journeys.bad_input import at_home
from tests.rooms.materials.conftest import documents  # noqa: F401  a fixture

OURS = Path(settings.BASE_DIR if hasattr(settings, "BASE_DIR") else Path(__file__).resolve().parents[3]) / "src" / "mantetong"
ADDRESS = re.compile(r"""(?:href|action|hx-get|hx-post|formaction)=["']([^"'#]+)["']""")
MOST_PAGES = 60
# what only one of the two has: the jump to the sizes, telephone numbers, the style of the view, the way in writing beside the call
OF_ONE_VIEW = re.compile(r"^(tel:|/static/|/my/$)")
KEYS = re.compile(r"/[a-z0-9]{12,}/")


def addresses_in(client, path, view):
    client.cookies["view"] = view
    answer = client.get(path)
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return set()
    found = {one.replace("&amp;", "&") for one in ADDRESS.findall(answer.content.decode())}
    return {re.sub(r"next=[^&]*", "", one) for one in found if not OF_ONE_VIEW.match(one)}


def within(found):
    return {
        one.partition("?")[0]
        for one in found
        if one.startswith("/") and not re.search(r"logout|\.(json|pdf|xlsx|zip|jpg)|sandbox", one)
    }


@pytest.mark.django_db
def test_every_page_offers_the_same_in_both_views(documents):  # noqa: F811
    filing, by = a_draft()
    client = at_home(by)
    ahead, seen, apart = (
        ["/", "/my/", f"/guide/{filing.region}/", f"/papers/of/{filing.reference}/", "/notices/", "/account/"],
        set(),
        {},
    )
    while ahead and len(seen) < MOST_PAGES:
        path = ahead.pop(0)
        shape = KEYS.sub("/*/", path)
        if shape in seen:
            continue
        seen.add(shape)
        normal, elder = addresses_in(client, path, "normal"), addresses_in(client, path, "elder")
        if normal != elder:
            apart[path] = (normal - elder, elder - normal)
        ahead += sorted(within(normal))

    assert apart == {}
    assert len(seen) > 15, "hardly anything was compared"


def test_no_template_of_a_room_asks_which_view_it_is_shown_in():
    asking = [
        path.relative_to(OURS).as_posix()
        for path in OURS.rglob("*.html")
        if "is_elder" in path.read_text() and path.relative_to(OURS).parts[0] != "web"
    ]

    assert asking == []


@pytest.mark.django_db
def test_the_chosen_view_is_kept_with_the_account_and_shown_on_another_device(documents):  # noqa: F811
    _filing, by = a_draft()
    at_home(by).post("/view/", {"view": "elder", "text": "3"})

    page = at_home(by).get("/my/").content.decode()

    assert 'data-view="elder"' in page
    assert 'data-text="3"' in page


@pytest.mark.django_db
def test_the_device_has_the_last_word_on_its_own_look(documents):  # noqa: F811
    _filing, by = a_draft()
    at_home(by).post("/view/", {"view": "elder"})
    other = at_home(by)
    other.cookies["view"] = "normal"

    assert 'data-view="normal"' in other.get("/my/").content.decode()


@pytest.mark.django_db
def test_the_first_page_asks_once_which_view_one_likes(client):
    ask = "字要不要大一些"
    assert ask in client.get("/").content.decode()

    client.post("/view/", {"view": "normal"})

    assert ask not in client.get("/").content.decode()

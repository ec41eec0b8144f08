"""The walker's browser and codes."""

import httpx
import pytest

from mantetong.sandbox.walk.browser import Page
from mantetong.sandbox.walk.codes import totp
from mantetong.sandbox.walk.errors import WalkStopped

PAGE = """<html><header><form action="/view/" method="post"><button>长辈版</button></form></header><main><h1>选择</h1>
<form action="/next/" method="post"><input type="hidden" name="csrfmiddlewaretoken" value="t"><input name="a" value="1">
<fieldset><input type="radio" name="r" value="x" id="r1"><label for="r1">本人</label><label><input type="radio" name="r" value="y" checked>他人</label></fieldset>
<select name="s"><option value="">请选择</option><option value="9" selected>甲医院</option></select><textarea name="t">旧</textarea>
<input type="file" name="f"><button name="save" value="later">保存</button><button>继续</button></form><a href="/help/">帮助</a></main></html>"""


@pytest.fixture
def page():
    return Page(httpx.Response(200, html=PAGE, request=httpx.Request("GET", "http://a.example/x/")))


def test_a_form_is_read_as_a_person_would_find_it(page):
    (form,) = page.forms()

    assert form.untouched == {"csrfmiddlewaretoken": ["t"], "a": ["1"], "r": ["y"], "s": ["9"], "t": ["旧"]}
    assert form.names == {"a", "r", "s", "t", "f"}
    assert (form.action, form.files) == ("http://a.example/next/", ("f",))


def test_choices_are_found_by_value_or_by_their_words(page):
    (form,) = page.forms()

    assert (form.value_of("r", "本人"), form.value_of("s", "甲"), form.value_of("r", "y")) == ("x", "9", "y")
    assert (form.button("保存"), form.button("继续")) == ({"save": "later"}, {})


def test_what_is_not_there_stops_the_walk_with_what_was_found(page):
    with pytest.raises(WalkStopped, match="帮助"):
        page.link("/nowhere/")
    with pytest.raises(WalkStopped, match="本人"):
        page.forms()[0].value_of("r", "邻居")


@pytest.mark.parametrize(("at", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_second_factors_are_those_of_the_standard(at, code):
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=at) == code

"""The official account's menu bears the words of the guide and leads to our pages; the platform refuses what it would refuse."""

from argparse import Namespace

import httpx
import pytest
from django.test import Client
from django.utils import timezone

from mantetong.notice.commands.menu import run_menu
from mantetong.notice.menu import headings_of
from mantetong.outside import wechat
from mantetong.outside.gateways import wechat_gateway
from mantetong.outside.wechat_menu import Entry, Heading, MenuRefused, put_menu
from mantetong.policies.operations import load_packs

pytestmark = pytest.mark.django_db
HERE = "https://mtt.example.gov.cn"


@pytest.fixture
def platform(world, settings):
    """Meishan's pack, and an official account to give a menu to."""
    load_packs(at=timezone.now())
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"public_url": HERE})
    wechat._tokens.clear()
    yield world
    wechat._tokens.clear()
    wechat.LINE.close()


def standing(platform):
    token = wechat.access_token(wechat_gateway("511400"), timezone.now(), is_refused=False)
    return httpx.get(f"{platform.url}/wechat/cgi-bin/menu/get?access_token={token}", trust_env=False, timeout=5).json()


def asked(region="511400", *, show=False):
    return Namespace(region=region, show=show)


def test_the_menu_bears_the_words_of_the_guide_ms02(platform):
    said = run_menu(asked())

    buttons = standing(platform)["menu"]["button"]
    assert said == 0
    assert [one["name"] for one in buttons] == ["服务大厅", "业务办理"]
    assert [line["name"] for one in buttons for line in one["sub_button"]] == [
        "门诊慢特病申请", "我的办件", "办事指南", "门诊慢特病申请",
    ]  # fmt: skip


def test_every_line_of_the_menu_opens_one_of_our_pages(platform):
    entries = {entry for heading in headings_of(region="511400", at=timezone.now()) for entry in heading.entries}

    statuses = {entry.name: Client().get(entry.url.removeprefix(HERE)).status_code for entry in entries}

    assert statuses == {"门诊慢特病申请": 200, "我的办件": 303, "办事指南": 200}  # 303: the platform says who the follower is


def test_a_new_menu_takes_the_place_of_the_old_one(platform):
    run_menu(asked())
    put_menu(wechat_gateway("511400"), headings=[Heading("服务", (Entry("指南", HERE),))], at=timezone.now())

    assert [one["name"] for one in standing(platform)["menu"]["button"]] == ["服务"]


def test_only_shown_it_is_not_handed_over(platform, capsys):
    assert run_menu(asked(show=True)) == 0

    assert f"门诊慢特病申请  {HERE}/door/511400/wechat-oa/" in capsys.readouterr().out
    assert standing(platform)["errcode"] == 46003


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        ([], "WECHAT_40016"),
        ([Heading("服务", (Entry("指南", HERE),))] * 4, "WECHAT_40016"),
        ([Heading("六个字的标题", (Entry("指南", HERE),))], "WECHAT_40018"),
        ([Heading("服务", ())], "WECHAT_40023"),
        ([Heading("服务", (Entry("长" * 21, HERE),))], "WECHAT_40025"),
        ([Heading("服务", (Entry("指南", "javascript:alert(1)"),))], "WECHAT_40027"),
    ],
)
def test_what_the_platform_does_not_take_is_named_by_its_code(platform, headings, code):
    with pytest.raises(MenuRefused) as refused:
        put_menu(wechat_gateway("511400"), headings=headings, at=timezone.now())

    assert refused.value.reason == code
    assert standing(platform)["errcode"] == 46003


@pytest.mark.parametrize(
    ("region", "public_url", "words"),
    [("999999", HERE, "没有这个地区"), ("511300", HERE, "没有公众号渠道"), ("511400", "", "MANTETONG_PUBLIC_URL")],
)
def test_what_is_missing_is_said_and_nothing_is_handed_over(platform, settings, capsys, region, public_url, words):
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"public_url": public_url})

    assert run_menu(asked(region)) == 1
    assert words in capsys.readouterr().err
    assert standing(platform)["errcode"] == 46003


def test_an_answer_that_never_came_is_unknown_and_asking_again_is_harmless(platform, capsys):
    nothing_yet = standing(platform)
    platform.fault("wechat", "SILENT")

    first, again = run_menu(asked()), run_menu(asked())

    assert (nothing_yet["errcode"], first, again) == (46003, 1, 0)
    assert "再执行一次" in capsys.readouterr().err
    assert len(standing(platform)["menu"]["button"]) == 2

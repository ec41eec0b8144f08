"""Verifying without a network, in a real browser: opened once, then cut off."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from mantetong.recognition import operations, queries
from mantetong.recognition.models import Recognition
from tests.factories import MONDAY
from tests.journeys.people import wait_until
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
KEPT = """async () => { const active = (await navigator.serviceWorker.ready).active;
  return active.state === 'activated' && (await caches.keys()).length > 0; }"""
IS_TOLD = "() => document.querySelector('[data-verify-result]').textContent.trim().length > 0"


@pytest.fixture(autouse=True)
def _plain_addresses(settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def codes():
    """The codes of a certificate that stands and of one that was revoked."""
    found = []
    for _ in range(2):
        case = a_case()
        issued(case)
        operations.make_certificate(case_id=case.pk, at=MONDAY)
        found.append(queries.certificate_of(case.pk).text)
    Recognition.objects.filter(pk=Recognition.objects.order_by("pk").last().pk).update(state="REVOKED")
    return found


@pytest.fixture
def page(chromium, live_server, codes):
    """The page as it is after one visit, with the network gone."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.set_default_timeout(60_000)
    one = context.new_page()
    one.clock.set_fixed_time(MONDAY + timedelta(days=1))
    one.goto(f"{live_server.url}/verify/")
    wait_until(one, KEPT)
    context.set_offline(True)
    one.reload()
    yield one
    context.close()


def told(page, code, disease=""):
    page.fill("[name=code]", code)
    page.fill("[name=disease]", disease)
    page.evaluate("() => document.querySelector('[data-verify-result]').replaceChildren()")  # what was said before
    page.click("form[data-verify] [type=submit]")
    wait_until(page, IS_TOLD)
    return page.inner_text("[data-verify-result]")


def test_after_one_visit_certificates_are_verified_without_a_network(page, codes):
    standing, revoked = codes

    right = told(page, standing, "糖尿病")
    if folder := os.environ.get("MTT_PICTURES"):
        page.screenshot(path=str(Path(folder) / "verify-offline.png"), full_page=True)
    other = told(page, standing, "高血压")
    altered = told(page, standing[:60] + ("A" if standing[60] != "A" else "B") + standing[61:])
    withdrawn = told(page, revoked)

    assert "签名有效，在有效期内，没有被撤销或暂停" in right
    assert "病种与所示凭证一致" in right
    assert "病种与所示凭证不一致" in other
    assert "这不是有效的凭证" in altered
    assert "已被撤销或暂停" in withdrawn
    assert "糖尿病" not in right

"""The camera check and the sending of papers, in a real browser against a running house."""

import base64
import io
import re
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from mantetong.materials.precheck import pixels
from mantetong.materials.precheck.measures import measure
from mantetong.sandbox.walk.story import STORIES
from tests.journeys.capture import at_papers, choose, drafted, is_filled, names_in, photo, sent_by, stands_still, upscaled
from tests.journeys.people import PHONE, Citizen

pytestmark = pytest.mark.browser
LIMITS = Path(__file__).resolve().parents[2] / "frontend/src/scripts/capture/limits.ts"
SHARED = ("DARK_BELOW", "SHARP_BELOW", "SHARP_BELOW_UPRIGHT", "STREAK_BELOW", "MEGAPIXELS_BELOW", "MEGAPIXELS_BELOW_UPRIGHT")
IDENTITY, CERTIFICATE, RECORD, TESTS = "identity", "diagnosis_certificate", "medical_record", "examination_reports"

ASK_WORKER = """([worker, picture, whole]) => new Promise((resolve) => {
  window.checker = window.checker || new Worker(worker);
  const answer = {};
  window.checker.onmessage = ({data}) => {
    if (data.is === 'seen') Object.assign(answer, data.seen, {milliseconds: data.milliseconds});
    else resolve({...answer, size: data.body ? data.body.size : 0});
  };
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  window.checker.postMessage({id: 1, file: new Blob([bytes], {type: 'image/jpeg'}), whole, maxBytes: 5242880, turns: 0});
})"""
# What stands on the device, as bytes of text: a picture that is not sealed would show its own beginning.
ON_THE_DEVICE = """() => new Promise((resolve) => {
  const asked = indexedDB.open('mantetong-papers');
  asked.onsuccess = () => {
    const rows = asked.result.transaction('waiting').objectStore('waiting').getAll();
    rows.onsuccess = () => { asked.result.close(); resolve(rows.result.map((row) => ({
      fields: Object.keys(row).sort(), head: Array.from(new Uint8Array(row.sealed.slice(0, 400)), (byte) => String.fromCharCode(byte)).join(''),
    }))); };
  };
})"""


# How far the bar of the file on its way has come, each time it moves.
WATCH_THE_BAR = """() => { window.shares = [];
  new MutationObserver(() => document.querySelectorAll('.mt-shot__bar:not([hidden])').forEach((bar) => window.shares.push(bar.value)))
    .observe(document.body, {subtree: true, attributes: true, attributeFilter: ['value']}); }"""


@pytest.fixture(scope="module")
def draft(chromium, house):
    """One draft for all tests of this file; each test uses a place or a draft of its own where it counts papers."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN")
    context.set_default_timeout(60_000)
    found = drafted(Citizen(context.new_page(), house, STORIES["511400"]))
    context.close()
    return found


def worker_of(page):
    return page.locator("form[data-upload]").first.get_attribute("data-worker")


def asked(page, content, *, whole=False):
    return page.evaluate(ASK_WORKER, [worker_of(page), base64.b64encode(content).decode(), whole])


def said_by_server(content):
    measures = measure(cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR))
    sure = [one.code.value for one in pixels.pixel_findings(measures, page=1) if one.level.value == "reject"]
    return measures, {code for code in sure if code in ("DARK", "BLURRED", "LOW_RESOLUTION")}


def test_phone_and_server_judge_by_the_same_figures():
    written = dict(re.findall(r"export const (\w+) = ([\d.]+);", LIMITS.read_text()))

    assert {name: float(written[name]) for name in SHARED} == {name: getattr(pixels, name) for name in SHARED}


SPOILT = [
    ("none", 1),
    ("blur", 1),
    ("blur", 4),
    ("motion", 3),
    ("dark", 1),
    ("dark", 3),
    ("dark", 4),
    ("small", 1),
    ("small", 4),
    ("shadow", 2),
]


@pytest.mark.parametrize("kind", ["diagnosis_certificate", "lab_report", "id_front"])
def test_phone_and_server_come_to_the_same_verdict(chromium, draft, kind):
    with at_papers(chromium, draft) as page:
        for damage, level in SPOILT:
            content = photo(kind, damage, level)
            measures, sure = said_by_server(content)
            seen = asked(page, content)

            assert set(seen["faults"]) - {"FAR"} == sure, (damage, level)
            assert seen["luminance"] == pytest.approx(measures.luminance, abs=4), (damage, level)
            # the phone looks at squares, the server at the whole page; on a tiny picture hardly a square is left
            if damage != "small":
                assert seen["sharpness"] == pytest.approx(measures.sharpness, abs=0.15), (damage, level)


def test_the_check_of_a_large_photograph_takes_hardly_longer_than_of_a_small_one(chromium, draft, capsys):
    with at_papers(chromium, draft) as page:
        asked(page, photo())
        small = min(asked(page, upscaled(photo(), 2))["milliseconds"] for _ in range(3))
        large = min(asked(page, upscaled(photo(), 12))["milliseconds"] for _ in range(3))

    with capsys.disabled():
        sys.stdout.write(f"\nlooked at: 2 MP in {small:.0f} ms, 12 MP in {large:.0f} ms (goal 300 on a quiet phone)\n")
    assert large < 4 * small + 100, "what is measured has a fixed size; only opening the picture grows"


def test_a_large_photograph_is_judged_by_a_smaller_decode_as_the_server_judges_all_of_it(chromium, draft):
    exif = Image.Exif()
    with at_papers(chromium, draft) as page:
        for damage, level, turned in (("none", 1, 6), ("blur", 3, 1), ("dark", 3, 1)):
            exif[0x0112] = turned
            content = upscaled(photo("lab_report", damage, level, seed=61), 12, exif=exif)
            measures, sure = said_by_server(content)
            seen = asked(page, content)

            assert set(seen["faults"]) == sure, (damage, level)
            assert seen["megapixels"] == pytest.approx(measures.megapixels, rel=0.01)
            assert seen["luminance"] == pytest.approx(measures.luminance, abs=4)
            assert seen["sharpness"] == pytest.approx(measures.sharpness, abs=0.15)


def test_the_check_is_ready_before_the_photograph_is_taken(chromium, draft):
    with at_papers(chromium, draft) as page:
        with page.expect_worker() as started, page.expect_file_chooser():
            page.locator(f"#slot-{CERTIFICATE} input[type=file]").first.click()

        assert started.value.url.endswith(worker_of(page))


def test_a_dark_photograph_is_told_on_the_picture_aloud_and_by_shaking(chromium, draft):
    with at_papers(chromium, draft) as page:
        choose(
            page,
            "other_reports" if page.locator("#slot-other_reports").count() else CERTIFICATE,
            ("暗.jpg", photo(damage="dark", level=4)),
        )
        card = page.locator(".mt-shot")
        expect(card).to_have_attribute("data-faults", re.compile("DARK"))

        assert "照片太暗" in card.locator("figcaption").inner_text()
        assert any("照片太暗" in words for words in page.evaluate("window.heard"))
        assert page.evaluate("window.shaken.length") == 1
        assert card.get_by_role("button", name="重拍").is_visible()
        assert page.locator(f"#slot-{CERTIFICATE} .mt-slot__file").count() == 0, "it is not sent before the person has decided"
        card.get_by_role("button", name="不要这张").click()
        expect(card).to_have_count(0)


def test_a_blurred_and_a_small_photograph_are_told_on_the_picture_and_aloud(chromium, draft):
    with at_papers(chromium, draft) as page:
        choose(page, IDENTITY, ("糊.jpg", photo("id_front", "blur", 4)), ("小.jpg", photo("id_front", "small", 4)))
        for place, (code, words) in enumerate([("BLURRED", "字迹模糊"), ("LOW_RESOLUTION", "照片太小")]):
            card = page.locator(".mt-shot").nth(place)
            expect(card).to_have_attribute("data-faults", re.compile(code))
            expect(card.locator("figcaption")).to_contain_text(words)
            expect(card.get_by_role("button", name="重拍")).to_be_visible()
            expect(card.get_by_role("button", name="仍然使用")).to_be_visible()
            assert any(words in heard for heard in page.evaluate("window.heard"))

        assert page.locator(f"#slot-{IDENTITY} .mt-slot__file").count() == 0, "nothing goes before the person has decided"
        for _ in range(2):
            page.locator(".mt-shot").first.get_by_role("button", name="不要这张").click()
        expect(page.locator(".mt-shot")).to_have_count(0)


def test_who_insists_has_it_sent(chromium, draft):
    with at_papers(chromium, draft) as page:
        choose(page, IDENTITY, ("糊.jpg", photo("id_front", "blur", 4)))
        page.get_by_role("button", name="仍然使用").click()

        is_filled(page, IDENTITY, 1)
        assert names_in(page, IDENTITY) == ["糊.jpg"]


def test_several_pages_keep_their_order_and_can_be_moved_turned_deleted_and_put_back(chromium, draft):
    with at_papers(chromium, draft) as page:
        pages = [(f"第{number}页.jpg", photo("discharge_record", seed=20 + number)) for number in (1, 2, 3)]
        choose(page, RECORD, *pages)
        is_filled(page, RECORD, 3)
        stands_still(page)
        assert names_in(page, RECORD) == ["第1页.jpg", "第2页.jpg", "第3页.jpg"]

        third = page.locator(f"#slot-{RECORD} .mt-slot__file").nth(2)
        third.locator("summary").click()
        third.get_by_role("button", name="往前移").click()
        expect(page.locator(f"#slot-{RECORD} .mt-slot__file-name").nth(1)).to_have_text("第3页.jpg")

        first = page.locator(f"#slot-{RECORD} .mt-slot__file").nth(0)
        before = first.get_attribute("data-paper")
        first.locator("summary").click()
        first.get_by_role("button", name="转一下").click()
        expect(page.locator(f"#slot-{RECORD} [data-paper='{before}']")).to_have_count(0, timeout=60_000)
        assert names_in(page, RECORD) == ["第1页.jpg", "第3页.jpg", "第2页.jpg"], "the turned page keeps its place"

        last = page.locator(f"#slot-{RECORD} .mt-slot__file").nth(2)
        last.locator("summary").click()
        last.get_by_role("button", name="删除").click()
        expect(page.locator(f"#slot-{RECORD} .mt-slot__file")).to_have_count(2)
        page.locator(f"#slot-{RECORD}").get_by_role("button", name=re.compile("撤销删除.*第2页")).click()
        expect(page.locator(f"#slot-{RECORD} .mt-slot__file")).to_have_count(3)
        assert names_in(page, RECORD) == ["第1页.jpg", "第3页.jpg", "第2页.jpg"]


def test_papers_are_dragged_into_order(chromium, draft):
    with at_papers(chromium, draft) as page:
        held = names_in(page, RECORD)
        assert len(held) >= 2, "the test before has put them there"
        handles = page.locator(f"#slot-{RECORD} [data-drag]")
        stands_still(page)
        handles.last.evaluate("one => one.scrollIntoView({block: 'center'})")
        start, goal = (
            handles.last.bounding_box(),
            page.locator(f"#slot-{RECORD} .mt-slot__file").nth(len(held) - 2).bounding_box(),
        )
        page.mouse.move(start["x"] + 10, start["y"] + 10)
        page.mouse.down()
        page.mouse.move(goal["x"] + 20, goal["y"] + 5, steps=8)
        with page.expect_response(re.compile("/order/")):
            page.mouse.up()

        expect(page.locator(f"#slot-{RECORD} .mt-slot__file-name").nth(len(held) - 2)).to_have_text(held[-1])


def test_a_large_photograph_is_sent_small_and_without_its_place(chromium, draft):
    exif = Image.Exif()
    exif[0x0110] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    content = upscaled(photo(), 12, exif=exif)
    assert b"Camera of somebody" in content
    with at_papers(chromium, draft) as page:
        choose(page, IDENTITY, ("大.jpg", content))
        expect(page.locator(f"#slot-{IDENTITY} .mt-slot__file-name", has_text="大.jpg")).to_have_count(1, timeout=60_000)
        body = sent_by(page)

    assert max(Image.open(io.BytesIO(body)).size) == 2400
    assert len(body) <= 5 * 1024 * 1024
    assert b"Exif" not in body
    assert b"Camera" not in body


@pytest.mark.parametrize("whole", [False, True], ids=["print", "picture"])
def test_the_hardest_photograph_of_twelve_megapixels_ends_below_five_megabytes(chromium, draft, whole):
    """Nothing but grain: no picture takes more bytes."""
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 120).convert("RGB").save(out, "JPEG", quality=80)
    with at_papers(chromium, draft) as page:
        sent = asked(page, out.getvalue(), whole=whole)

    assert len(out.getvalue()) > 5 * 1024 * 1024
    assert 0 < sent["size"] <= 5 * 1024 * 1024


def test_a_curve_or_a_film_is_sent_whole(chromium, draft):
    content = upscaled(photo("lab_report"), 12)
    with at_papers(chromium, draft) as page:
        choose(page, TESTS, ("心电图.jpg", content))
        is_filled(page, TESTS, 1)
        body = sent_by(page)

    assert max(Image.open(io.BytesIO(body)).size) == 4096, "as long as the server keeps it"
    assert len(body) <= 5 * 1024 * 1024


def test_what_the_browser_cannot_open_is_sent_as_it_is(chromium, draft):
    import pillow_heif  # noqa: PLC0415

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.open(io.BytesIO(photo("lab_report")))).save(out, quality=60)
    with at_papers(chromium, draft) as page:
        choose(page, TESTS, ("化验.heic", out.getvalue()))
        expect(page.locator(f"#slot-{TESTS} .mt-slot__file-name", has_text="化验.heic")).to_have_count(1, timeout=60_000)

        body = sent_by(page)

    assert body == out.getvalue()


def test_a_broken_line_is_waited_for_and_nothing_is_chosen_again(chromium, draft):
    with at_papers(chromium, draft) as page:
        page.context.set_offline(True)
        choose(page, CERTIFICATE, ("断网.jpg", photo()))
        expect(page.locator(".mt-shot figcaption")).to_contain_text("网络断了")
        page.context.set_offline(False)

        is_filled(page, CERTIFICATE, 1)
        assert names_in(page, CERTIFICATE) == ["断网.jpg"]


def test_a_line_that_breaks_in_the_middle_goes_on_where_it_was(chromium, draft):
    with at_papers(chromium, draft) as page:
        broken = []

        def cut(route):
            """The second part is lost once."""
            if route.request.headers.get("upload-offset") != "0" and not broken:
                broken.append(route.request.headers["upload-offset"])
                return route.abort()
            return route.continue_()

        page.route("**/papers/uploads/*/", cut)
        offsets = []
        page.on("request", lambda request: request.method == "PUT" and offsets.append(int(request.headers["upload-offset"])))
        page.evaluate(WATCH_THE_BAR)
        choose(page, TESTS, ("两段.jpg", upscaled(photo("lab_report", seed=31), 12)))
        expect(page.locator(f"#slot-{TESTS} .mt-slot__file-name", has_text="两段.jpg")).to_have_count(1, timeout=60_000)
        shares = page.evaluate("window.shares")

    assert broken, "the picture was too small to come in parts"
    assert any(0 < share < 1 for share in shares), "nobody saw how far it was"
    assert (shares, shares[-1]) == (sorted(shares), 1), "it never went back"
    assert offsets.count(0) == 1, "what had arrived was not sent again"


def test_what_waits_is_sealed_stays_after_leaving_and_is_sent_later(chromium, draft):
    with at_papers(chromium, draft) as page:
        page.route("**/uploads/**", lambda route: route.abort())
        choose(page, CERTIFICATE, ("等着.jpg", photo(seed=41)))
        expect(page.locator(".mt-shot figcaption")).to_contain_text("网络断了")
        waiting = page.evaluate(ON_THE_DEVICE)
        assert [row["fields"] for row in waiting] == [["account", "at", "iv", "key", "sealed"]]
        assert not any(mark in waiting[0]["head"] for mark in ("JFIF", "certificate", "等着"))

        page.unroute("**/uploads/**")
        page.reload()
        expect(page.locator(f"#slot-{CERTIFICATE} .mt-slot__file-name", has_text="等着.jpg")).to_have_count(1, timeout=60_000)
        assert page.evaluate(ON_THE_DEVICE) == []


def test_another_account_on_the_same_device_sees_and_sends_nothing_of_it(chromium, house, draft):
    with at_papers(chromium, draft) as page:
        page.route("**/uploads/**", lambda route: route.abort())
        choose(page, CERTIFICATE, ("她的.jpg", photo(seed=42)))
        expect(page.locator(".mt-shot figcaption")).to_contain_text("网络断了")
        page.context.clear_cookies()
        other = Citizen(page, house, STORIES["511400"])
        started = []
        page.unroute("**/uploads/**")
        page.on("request", lambda request: "/uploads/" in request.url and started.append(request.url))
        found = drafted(other)
        page.goto(found.address)
        page.wait_for_load_state("networkidle")

        assert page.locator(".mt-shot").count() == 0
        assert started == []
        assert len(page.evaluate(ON_THE_DEVICE)) == 1, "it still waits for its owner"


def test_without_script_a_paper_is_sent_by_a_plain_form(chromium, draft):
    with at_papers(chromium, draft, java_script_enabled=False) as page:
        before = page.locator("#slot-identity .mt-slot__file").count()
        choose(page, IDENTITY, ("没脚本.jpg", photo("id_back", seed=51)))
        page.locator("#slot-identity form[enctype] button[type=submit]").click()

        expect(page.locator("#slot-identity .mt-slot__file")).to_have_count(before + 1)

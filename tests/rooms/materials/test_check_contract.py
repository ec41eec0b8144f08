"""What `mantetong check` and `mantetong read` promise: names, exit codes, one JSON object a line, whatever file they are given."""

import io
import json
import os
import sys
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from mantetong.domain.papers import FindingCode, Level, PaperKind
from mantetong.materials import commands
from mantetong.materials.commands import main
from tests.fixtures.papers.corpus import sample
from tests.rooms.materials.bad_files import a_jpeg, a_locked_pdf, a_pdf, a_pdf_with_script, a_png_bomb, encoded

REFUSED = {
    "empty.jpg": (b"", "UNREADABLE_FILE"),
    "page.jpg": (b"<html><body>x</body></html>", "WRONG_TYPE"),
    "renamed-tiff.jpg": (encoded(Image.new("L", (30, 20)), "TIFF"), "WRONG_TYPE"),
    "renamed-webp.jpg": (encoded(Image.new("L", (30, 20)), "WEBP"), "WRONG_TYPE"),
    "renamed-bmp.png": (encoded(Image.new("L", (30, 20)), "BMP"), "WRONG_TYPE"),
    "word.docx": (b"PK\x03\x04" + bytes(100), "WRONG_TYPE"),
    "polyglot.jpg": (b"\xff\xd8\xff\xe0<html>" + b"x" * 500, "UNREADABLE_FILE"),
    "half.jpg": (a_jpeg()[:3000], "UNREADABLE_FILE"),
    "bomb.png": (a_png_bomb(), "TOO_LARGE"),
    "torn.pdf": (b"%PDF-1.7\n" + bytes(200), "UNREADABLE_FILE"),
    "locked.pdf": (a_locked_pdf(), "LOCKED_PDF"),
    "thousand.pdf": (a_pdf(1000), "TOO_LARGE"),
    "hundred-and-one.pdf": (a_pdf(101), "TOO_LARGE"),
    "zero-area.png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(8) + b"\x08\x02\x00\x00\x00" + bytes(20), "UNREADABLE_FILE"),
}


def a_heic_of_two() -> bytes:
    """A burst, or a photograph with its depth: the first picture counts."""
    film = pillow_heif.from_pillow(Image.new("RGB", (64, 48), "white"))
    film.add_from_pillow(Image.new("RGB", (64, 48), "black"))
    out = io.BytesIO()
    film.save(out)
    return out.getvalue()


def opened() -> dict[str, bytes]:
    """Odd files that do open."""
    white, light = Image.new("RGB", (60, 40), "white"), Image.new("L", (300, 200), 200)
    return {
        "zip-behind.jpg": a_jpeg() + b"PK\x03\x04" + bytes(50),
        "giant-page.pdf": a_pdf(size=(14400, 14400)),
        "script.pdf": a_pdf_with_script(),
        "owner-password.pdf": a_locked_pdf(user=""),
        "animated.png": encoded(white, "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")]),
        "progressive.jpg": encoded(light, "JPEG", progressive=True),
        "alpha.png": encoded(Image.new("RGBA", (60, 40), (0, 0, 0, 0)), "PNG"),
        "several.heic": a_heic_of_two(),
        "cmyk.jpg": encoded(light.convert("CMYK"), "JPEG"),
        "sixteen.png": encoded(light.convert("I").point(lambda value: value * 256).convert("I;16"), "PNG"),
        "dot.png": encoded(Image.new("RGB", (1, 1), "white"), "PNG"),
        "strip.png": encoded(Image.new("RGB", (4000, 2), "white"), "PNG"),
    }


def answers(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def is_a_judgement(answer: dict) -> bool:
    """The shape of one line of `check --json`, to the letter."""
    return (
        list(answer) == ["file", "verdict", "kind", "findings", "seconds"]
        and answer["verdict"] in {"accept", "warn", "reject"}
        and answer["kind"] in set(PaperKind)
        and all(list(one) == ["code", "level", "page", "box", "say"] for one in answer["findings"])
        and all(one["code"] in set(FindingCode) and one["level"] in set(Level) for one in answer["findings"])
        and all(one["say"] and one["page"] >= 1 for one in answer["findings"])
        and answer["seconds"] >= 0
    )


def test_every_bad_file_is_answered_with_its_code_and_exit_code_0(tmp_path, capsys):
    paths = []
    for name, (content, _) in REFUSED.items():
        (tmp_path / name).write_bytes(content)
        paths.append(str(tmp_path / name))

    code = main(["check", *paths, "--json"])

    found = answers(capsys)
    assert code == 0
    assert [answer["file"] for answer in found] == paths
    assert {Path(one["file"]).name: one["findings"][0]["code"] for one in found} == {k: v for k, (_, v) in REFUSED.items()}
    assert all(is_a_judgement(answer) and answer["verdict"] == "reject" for answer in found)


@pytest.mark.reading
def test_every_odd_file_that_opens_is_judged_and_read(tmp_path, capsys):
    for name, content in opened().items():
        (tmp_path / name).write_bytes(content)
    paths = sorted(str(path) for path in tmp_path.iterdir())

    codes = main(["check", *paths, "--json"]), main(["read", *paths, "--json"])

    found = answers(capsys)
    judged, read = found[: len(paths)], found[len(paths) :]
    assert codes == (0, 0)
    assert [answer["file"] for answer in judged] == [answer["file"] for answer in read] == paths
    assert all(is_a_judgement(answer) for answer in judged)
    assert all(list(answer) == ["file", "kind", "pages", "fields", "seconds"] for answer in read)
    assert {answer["kind"] for answer in read} == {"not_a_document"}
    assert all(list(page) == ["page", "width", "height", "rotation", "lines"] for answer in read for page in answer["pages"])


@pytest.mark.parametrize("name", ["no.jpg", "年" * 100, "x" * 300, "folder/../no.jpg", ".", "\u202egpj.no"])
def test_a_name_that_leads_nowhere_is_said_with_exit_code_2(name, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.jpg").write_bytes(b"")

    code = main(["check", name, "there.jpg", "--json"])

    assert code == 2
    assert [answer["file"] for answer in answers(capsys)] == ["there.jpg"]


def test_a_file_larger_than_memory_is_refused_and_not_read(tmp_path, capsys):
    path = tmp_path / "film.jpg"
    path.write_bytes(a_jpeg())
    os.truncate(path, 1 << 40)  # a hole of a terabyte takes no room on the disk

    code = main(["check", str(path), "--json"])

    (answer,) = answers(capsys)
    assert (code, answer["verdict"], [one["code"] for one in answer["findings"]]) == (0, "reject", ["TOO_LARGE"])


@pytest.mark.skipif(sys.platform != "linux", reason="such a file is part of Linux")
def test_a_file_that_is_there_but_gives_nothing_is_said_and_the_others_are_answered(tmp_path, capsys):
    (tmp_path / "there.jpg").write_bytes(b"")

    codes = [main([verb, "/proc/self/mem", str(tmp_path / "there.jpg"), "--json"]) for verb in ("check", "read")]

    told = capsys.readouterr()
    assert codes == [2, 2]
    assert [json.loads(line)["file"] for line in told.out.splitlines()] == [str(tmp_path / "there.jpg")] * 2
    assert told.err.count("/proc/self/mem: ") == 2


def test_what_nobody_foresaw_costs_one_file_its_answer_and_no_other(capsys):
    def wrong(_content):
        raise ZeroDivisionError

    said = commands._answered("a.jpg", b"x", wrong, commands._unjudged)

    assert is_a_judgement({"file": "a.jpg", **said, "seconds": 0.0})
    assert capsys.readouterr().err == "a.jpg: 没有处理成：ZeroDivisionError\n"


@pytest.mark.parametrize(
    "name", ["\u202egpj.tneitap.jpg", "a b\n.jpg", "片" * 80 + ".jpg", "-.jpg", os.fsdecode(b"\xff\xfe.jpg")]
)
def test_an_odd_name_is_given_back_as_it_came(name, tmp_path, capsys):
    path = tmp_path / name
    path.write_bytes(b"")

    main(["check", str(path), "--json"])
    main(["check", f"{tmp_path}//.//{name}", "--json"])

    assert [answer["file"] for answer in answers(capsys)] == [str(path), f"{tmp_path}//.//{name}"]


def test_an_unknown_region_is_said(tmp_path, capsys):
    (tmp_path / "a.jpg").write_bytes(b"")

    assert main(["check", str(tmp_path / "a.jpg"), "--region", "999999", "--json"]) == 2
    assert "999999" in capsys.readouterr().err


_STORED = {  # how the pixels lie in the file when the camera notes this orientation
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


@pytest.mark.reading
def test_quads_are_in_pixels_of_the_picture_as_its_camera_meant_it(tmp_path, capsys):
    photograph = Image.open(io.BytesIO(sample(21, "id_front").content))
    for orientation, stored in _STORED.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        picture = photograph if stored is None else photograph.transpose(stored)
        picture.save(tmp_path / f"{orientation}.jpg", exif=exif, quality=92)

    main(["read", *(str(tmp_path / f"{number}.jpg") for number in _STORED), "--json"])

    for answer in answers(capsys):
        page, label = answer["pages"][0], next(line for line in answer["pages"][0]["lines"] if "公民" in line["text"])
        assert (page["width"], page["height"], page["rotation"]) == (*photograph.size, 0), answer["file"]
        assert all(0.03 < x / page["width"] < 0.45 and 0.7 < y / page["height"] < 0.95 for x, y in label["quad"]), answer["file"]


@pytest.mark.reading
def test_quads_on_a_page_of_a_pdf_are_in_pixels_of_that_page_also_when_it_lies_on_its_side(tmp_path, capsys):
    photograph = Image.open(io.BytesIO(sample(21, "id_front").content))
    lying = photograph.transpose(Image.Transpose.ROTATE_270)
    photograph.save(tmp_path / "two.pdf", save_all=True, append_images=[lying])

    main(["read", str(tmp_path / "two.pdf"), "--json"])

    (answer,) = answers(capsys)
    standing, turned = answer["pages"]
    assert (standing["rotation"], turned["rotation"]) == (0, 90)
    assert turned["width"] < turned["height"]
    assert standing["width"] > standing["height"]
    labels = [next(line for line in page["lines"] if "公民" in line["text"]) for page in answer["pages"]]
    assert all(x < 0.45 * standing["width"] and y > 0.7 * standing["height"] for x, y in labels[0]["quad"])
    assert all(x < 0.3 * turned["width"] and y < 0.45 * turned["height"] for x, y in labels[1]["quad"])


@pytest.mark.reading
@pytest.mark.parametrize(
    "name", ["511400/diagnosis_certificate", "511300/lab_report", "620900/discharge_record", "620900/id_back"]
)
def test_a_good_paper_of_the_demonstration_is_accepted_as_what_it_is(name, capsys):
    papers = Path(__file__).parents[3] / "src" / "mantetong" / "sandbox" / "papers"

    main(["check", str(papers / f"{name}.jpg"), "--json"])

    (answer,) = answers(capsys)
    assert (answer["verdict"], answer["kind"], answer["findings"]) == ("accept", name.partition("/")[2], [])

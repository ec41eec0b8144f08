"""What `mantetong check` and `mantetong read` promise: names, exit codes, one JSON object a line, whatever file they are given."""

import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image

from mantetong.domain.papers import FindingCode, Level, PaperKind
from mantetong.materials.commands import main
from tests.fixtures.papers.corpus import sample
from tests.rooms.materials.bad_files import a_jpeg, a_locked_pdf, a_pdf, a_pdf_with_script, a_png_bomb, encoded

REFUSED = {
    "empty.jpg": (b"", "UNREADABLE_FILE"),
    "page.jpg": (b"<html><body>x</body></html>", "WRONG_TYPE"),
    "word.docx": (b"PK\x03\x04" + bytes(100), "WRONG_TYPE"),
    "polyglot.jpg": (b"\xff\xd8\xff\xe0<html>" + b"x" * 500, "UNREADABLE_FILE"),
    "half.jpg": (a_jpeg()[:3000], "UNREADABLE_FILE"),
    "bomb.png": (a_png_bomb(), "TOO_LARGE"),
    "torn.pdf": (b"%PDF-1.7\n" + bytes(200), "UNREADABLE_FILE"),
    "locked.pdf": (a_locked_pdf(), "LOCKED_PDF"),
    "thousand.pdf": (a_pdf(1000), "TOO_LARGE"),
    "zero-area.png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(8) + b"\x08\x02\x00\x00\x00" + bytes(20), "UNREADABLE_FILE"),
}


def opened() -> dict[str, bytes]:
    """Odd files that do open."""
    white, light = Image.new("RGB", (60, 40), "white"), Image.new("L", (300, 200), 200)
    return {
        "zip-behind.jpg": a_jpeg() + b"PK\x03\x04" + bytes(50),
        "giant-page.pdf": a_pdf(size=(14400, 14400)),
        "script.pdf": a_pdf_with_script(),
        "owner-password.pdf": a_locked_pdf(user=""),
        "animated.png": encoded(white, "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")]),
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


@pytest.mark.reading
@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (6, 90), (3, 180), (8, 270)])
def test_quads_are_in_pixels_of_the_picture_as_its_camera_meant_it(orientation, turn, tmp_path, capsys):
    photograph = Image.open(io.BytesIO(sample(21, "id_front").content))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "card.jpg"
    photograph.rotate(turn, expand=True).save(path, exif=exif, quality=92)

    main(["read", str(path), "--json"])

    (answer,) = answers(capsys)
    page, label = answer["pages"][0], next(line for line in answer["pages"][0]["lines"] if "公民" in line["text"])
    assert (page["width"], page["height"], page["rotation"]) == (*photograph.size, 0)
    assert all(0.03 < x / page["width"] < 0.45 and 0.7 < y / page["height"] < 0.95 for x, y in label["quad"])

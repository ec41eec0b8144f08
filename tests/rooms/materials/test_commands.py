import json

import pytest

from mantetong.materials.commands import main
from tests.fixtures.papers.corpus import sample
from tests.rooms.materials.bad_files import a_locked_pdf


def answers(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_refused_file_is_answered_like_any_other(tmp_path, capsys):
    for name, content in (("空.jpg", b""), ("页.jpg", b"<html>"), ("锁.pdf", a_locked_pdf())):
        (tmp_path / name).write_bytes(content)

    code = main(["check", *map(str, sorted(tmp_path.iterdir())), "--json"])

    found = {answer["file"].rpartition("/")[2]: answer for answer in answers(capsys)}
    assert code == 0
    assert {name: answer["findings"][0]["code"] for name, answer in found.items()} == {
        "空.jpg": "UNREADABLE_FILE",
        "页.jpg": "WRONG_TYPE",
        "锁.pdf": "LOCKED_PDF",
    }
    assert {answer["verdict"] for answer in found.values()} == {"reject"}


def test_a_missing_file_is_said_and_counts(tmp_path, capsys):
    assert main(["read", str(tmp_path / "nothing.jpg"), "--json"]) == 2
    assert "找不到" in capsys.readouterr().err


@pytest.mark.reading
def test_a_card_is_judged_by_side_and_person(tmp_path, capsys):
    photograph = sample(21, "id_front")
    path = tmp_path / "card.jpg"
    path.write_bytes(photograph.content)

    main(["check", str(path), "--slot", "id_back", "--name", "某某某", "--json"])
    main(["check", str(path), "--slot", "id_front", "--id-number", str(photograph.fields["id_number"]), "--json"])
    main(["read", str(path), "--json"])

    wrong, right, words = answers(capsys)
    assert {one["code"] for one in wrong["findings"]} == {"WRONG_SIDE", "WRONG_PERSON"}
    assert right["verdict"] == "accept"
    assert {field["name"] for field in words["fields"]} >= {"name", "sex", "birth", "address", "id_number"}
    assert words["pages"][0]["rotation"] == 0


@pytest.mark.reading
def test_a_day_under_a_seal_and_the_words_of_its_ring_are_read(tmp_path, capsys):
    photograph = sample(23, "certificate_prose")
    path = tmp_path / "certificate.jpg"
    path.write_bytes(photograph.content)

    main(["read", str(path), "--json"])

    (answer,) = answers(capsys)
    found = {field["name"]: field["value"] for field in answer["fields"]}
    assert {name: found.get(name) for name in ("date", "hospital", "name")} == {
        name: photograph.fields[name] for name in ("date", "hospital", "name")
    }
    assert found["seal_text"].startswith(str(photograph.fields["hospital"]))

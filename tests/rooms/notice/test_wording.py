"""The texts themselves: they name no illness, no department, no reason, nobody, and carry no link."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from mantetong.notice.told import TOLD
from mantetong.notice.wording import text_keys, wording_of

PACKS = Path(__file__).resolve().parents[3] / "packs"

ILLNESS = re.compile("病|症|癌|瘤|炎|透析|移植|糖尿|血压|狼疮|肾|肝|肺|心脏|精神|艾滋|结核|科室|内科|外科|诊断|不符合|不予")
VARIABLES = {"code", "tail"}


@pytest.mark.parametrize("key", text_keys())
def test_no_text_names_an_illness_a_department_or_a_reason(key):
    words = wording_of(key)

    assert not ILLNESS.search(words.subject + words.text + words.inbox)


def disease_names():
    """Every name and synonym in every pack, read from the files themselves."""
    found = set()
    for path in PACKS.glob("*/diseases/*.yaml"):
        for line in path.read_text("utf-8").splitlines():
            name, _, value = line.strip().partition(":")
            if name in ("name", "synonyms", "lay_names"):
                found.update(part for part in re.split(r"[\[\],，、\"' {}]+", value) if len(part) > 1 and not part.isascii())
    return found


def test_no_disease_name_of_any_pack_appears_in_any_text():
    texts = "".join(wording_of(key).subject + wording_of(key).text + wording_of(key).inbox for key in text_keys())

    named = [name for name in disease_names() if name in texts]

    assert disease_names()
    assert named == []


@pytest.mark.parametrize("key", text_keys())
def test_only_code_and_tail_are_filled_in_and_no_link_is_sent(key):
    text, inbox = wording_of(key).text, wording_of(key).inbox

    assert set(re.findall(r"\$\{(\w+)\}", text + inbox)) <= VARIABLES
    assert not re.search(r"https?:|www\.|\.cn|\.com", text + inbox)
    assert len(text) <= 67  # one short message of 70 characters with its signature costs one


def test_every_told_event_has_its_text():
    assert {told.text_key for told in TOLD.values()} <= set(text_keys())


def test_the_pretend_carrier_has_approved_exactly_our_texts():
    approved = json.loads(files("mantetong.sandbox").joinpath("sms_templates.json").read_text("utf-8"))

    assert approved == {f"SMS_{key}": wording_of(key).text for key in text_keys()}

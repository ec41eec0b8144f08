"""The texts themselves: they name no illness, no department, no reason, nobody, and carry no link."""

import json
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pytest

from mantetong.notice.told import TOLD
from mantetong.notice.wording import text_keys, wording_of
from mantetong.notice.wording.rules import faults_of

PACKS = Path(__file__).resolve().parents[3] / "packs"

LANGUAGES = ("zh-hans", "en")


def everything_said(key, language):
    words = wording_of(key, language)
    return (words.subject, words.text, words.inbox)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", text_keys())
def test_no_text_of_any_door_and_language_says_what_no_message_may_say(key, language):
    """No illness, department, reason, link; nothing filled in but the code or the tail; one short message long."""
    words, given = wording_of(key, language), ("code", "tail")

    assert faults_of(words.text, is_sms=True, language=language, illnesses=disease_names(), given=given) == ()
    assert faults_of(words.inbox, is_sms=False, language=language, illnesses=disease_names(), given=given) == ()
    assert faults_of(words.subject, is_sms=False, language=language, illnesses=disease_names(), given=()) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("您的糖尿病申请已办结", "ILLNESS"),
        ("Your cancer case has been decided", "ILLNESS"),
        ("请点 https://例子 查看", "LINK"),
        ("请看 www.example.org", "LINK"),
        ("${name}，您的办件已办结", "VARIABLE"),
        ("您的办件${", "VARIABLE"),
        ("长" * 68, "TOO_LONG"),
        ("  ", "EMPTY"),
    ],
)
def test_what_no_message_may_say_is_found(text, found):
    assert found in faults_of(text, is_sms=True, language="zh-hans")


@lru_cache
def disease_names():
    """Every name and synonym in every pack, read from the files themselves."""
    found = set()
    for path in PACKS.glob("*/diseases/*.yaml"):
        for line in path.read_text("utf-8").splitlines():
            name, _, value = line.strip().partition(":")
            if name in ("name", "synonyms", "lay_names"):
                found.update(part for part in re.split(r"[\[\],，、\"' {}]+", value) if len(part) > 1 and not part.isascii())
    return found


def test_the_packs_name_diseases():
    assert len(disease_names()) > 20


def test_every_told_event_has_its_text():
    assert {told.text_key for told in TOLD.values()} <= set(text_keys())


def test_the_pretend_carrier_has_approved_exactly_our_texts():
    approved = json.loads(files("mantetong.sandbox").joinpath("sms_templates.json").read_text("utf-8"))

    chinese = {f"SMS_{key}": wording_of(key).text for key in text_keys()}
    assert approved == chinese | {f"SMS_{key}_EN": wording_of(key, "en").text for key in text_keys()}

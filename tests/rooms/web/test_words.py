"""What people read: sentences for errors, sources of values, messages of forms, days."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import engines
from django.test import RequestFactory

from mantetong.domain.actor import ANONYMOUS, NotYoursToTake
from mantetong.domain.policy import Stated, Status
from mantetong.domain.roles import Role
from mantetong.web import sentences
from mantetong.web.expected_errors import answer_expected
from mantetong.web.forms import NarrowedField, PlainForm
from mantetong.web.sentences import Sentence, is_worded, register, sentence_for
from mantetong.web.shapes import OptionLabel
from mantetong.web.sources import source_line, stated_value
from mantetong.web.wording import chinese_day, chinese_moment


class PaperTooLarge(ValueError):
    code = "PAPER_TOO_LARGE"

    def __init__(self, limit):
        super().__init__(limit)
        self.limit = limit


PaperTooLarge.__module__ = "mantetong.materials.operations"


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setattr(sentences, "_SENTENCES", dict(sentences._SENTENCES))
    register("PAPER_TOO_LARGE", Sentence(what="文件太大。", why="不能超过{limit}，{unknown}。", now="请重新拍。", status=413))


def a_request(**headers):
    request = RequestFactory(headers=headers).get("/")
    request.actor = ANONYMOUS
    return request


def test_an_expected_error_is_answered_with_its_words_status_and_code():
    answer = answer_expected(a_request(), PaperTooLarge("5MB"))

    assert (answer.status_code, answer["X-Error-Code"]) == (413, "PAPER_TOO_LARGE")
    assert "不能超过5MB，—。" in answer.content.decode()


def test_a_fragment_is_answered_with_a_fragment():
    answer = answer_expected(a_request(**{"HX-Request": "true"}), PaperTooLarge("5MB"))

    assert "<html" not in answer.content.decode()
    assert "文件太大。" in answer.content.decode()


def test_facts_of_an_error_are_escaped_on_the_page():
    answer = answer_expected(a_request(), PaperTooLarge("<script>"))

    assert "<script>，" not in answer.content.decode()


def test_a_code_nobody_worded_still_gets_gentle_words():
    assert "没有丢失" in sentence_for("NEVER_HEARD_OF").why


@pytest.mark.parametrize("error", [ValidationError("x", code="invalid"), ValueError("x"), SystemExit(2)])
def test_errors_that_are_not_ours_are_left_alone(error):
    assert answer_expected(a_request(), error) is None


def test_the_domain_s_own_errors_are_worded():
    assert is_worded(NotYoursToTake.code)
    assert answer_expected(a_request(), NotYoursToTake(frozenset({Role.REVIEWER}))).status_code == 403


def test_a_sample_value_says_so():
    line = source_line(Stated(20, date(2025, 1, 1), "演示", Status.SAMPLE))

    assert line.badge == "样例，非官方"


def test_a_guide_value_names_where_the_last_word_lies():
    line = source_line(Stated(20, date(2025, 1, 1), "指南", Status.GUIDE))

    assert line.caution == "据公开指南整理（非医保部门发布），以当地医保部门为准。"


def test_an_official_value_has_no_badge():
    assert source_line(Stated(20, date(2025, 1, 1), "通知", Status.OFFICIAL)).badge == ""


def test_a_sourced_value_shows_value_source_and_day():
    template = engines["django"].from_string("{% sourced value %}|{% sourced nothing %}")

    shown = template.render(
        {"value": Stated(("糖尿病", "高血压"), date(2025, 1, 1), "川医保〔2025〕1号", Status.OFFICIAL), "nothing": None}
    )

    for part in ("糖尿病、高血压", "川医保〔2025〕1号", "2025年1月1日"):
        assert part in shown


@pytest.mark.parametrize(("value", "said"), [(True, "是"), (False, "否"), (("甲", "乙"), "、".join("甲乙")), (5, "5")])
def test_values_are_said_in_words(value, said):
    assert stated_value(Stated(value, date(2025, 1, 1), "x", Status.GUIDE)) == said


def test_a_moment_is_told_in_shanghai():
    late = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)

    assert chinese_moment(late) == "2026年3月2日 00:30"
    assert chinese_day(late) == "2026年3月2日"


class AForm(PlainForm):
    name = forms.CharField(label="姓名")
    number = NarrowedField(label="身份证号", required=False)
    kind = forms.ChoiceField(label="您给谁办？", choices=[("a", OptionLabel("自己", "本人"))], widget=forms.RadioSelect)
    born = forms.DateField(label="出生日期", required=False, widget=forms.DateInput)
    pledge = forms.BooleanField(label="我承诺")


def test_messages_say_what_to_do():
    errors = AForm({"born": "去年"}).errors

    assert errors["name"] == ["请填写：姓名。"]
    assert errors["kind"] == ["请选择一项：您给谁办。"]
    assert errors["pledge"] == ["请先阅读，再勾选“我承诺”。"]
    assert "2026-03-08" in errors["born"][0]


def test_full_width_figures_are_read_as_figures():
    form = AForm({"number": " ５１１４９９１９５００１０１００１ｘ "})
    form.is_valid()

    assert form.cleaned_data["number"] == "51149919500101001x"


def rendered(source, **context):
    return engines["django"].from_string(source).render(context)


def test_a_field_ties_label_hint_and_error_together():
    shown = rendered('{% field form.name hint="同身份证" %}', form=AForm({}))

    assert '<label class="mt-field__label" for="id_name">' in shown
    assert 'aria-describedby="id_name_hint id_name_error"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_choice_shows_its_explanation_and_is_grouped():
    shown = rendered("{% field form.kind %}", form=AForm())

    assert "<fieldset" in shown
    assert '<span class="mt-choice__hint">本人</span>' in shown


def test_a_day_is_asked_with_the_phone_s_calendar_and_keeps_what_was_chosen():
    shown = rendered("{% field form.born %}", form=AForm(initial={"born": date(1951, 4, 9)}))

    assert 'type="date"' in shown
    assert 'type="text"' not in shown
    assert 'value="1951-04-09"' in shown


def test_the_error_summary_leads_to_each_field():
    shown = rendered("{% error_summary form %}", form=AForm({}))

    assert 'href="#id_name"' in shown
    assert 'href="#id_kind_0"' in shown


def test_nothing_typed_becomes_markup():
    shown = rendered("{% field form.name %}{% error_summary form %}", form=AForm({"name": '"><script>alert(1)</script>'}))

    assert "<script>" not in shown

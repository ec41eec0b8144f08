"""The self-check: choose, answer, read the result. Everything travels by POST, so that no illness stands in an address."""

from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mantetong.domain.policy import RegionPolicy
from mantetong.policies import queries
from mantetong.policies.forms import ChooseForm, QuestionsForm
from mantetong.policies.guide.labels import NEEDS
from mantetong.policies.guide.parts import Part, line_of, part_of, sources_of
from mantetong.policies.pages.public import start_url
from mantetong.policies.self_check import Judgement, Likelihood, Reply, judge_replies
from mantetong.web.access import public
from mantetong.web.clock import day_of, now_of
from mantetong.web.hotline import hotline_of
from mantetong.web.pages import page_or_fragment
from mantetong.web.shapes import Hotline, Tone


@dataclass(frozen=True, slots=True)
class SelfCheckPage:
    """A page of questions."""

    title: str
    hint: str
    region_name: str
    form: Form
    back_url: str
    progress: str
    badge: str = ""
    hotline: Hotline | None = None


@dataclass(frozen=True, slots=True)
class SelfCheckResult:
    """What comes of it: a careful sentence, the reasons, the papers, the time, and what else there may be."""

    title: str
    region_name: str
    said: str
    tone: str
    judgement: Judgement
    materials: tuple[str, ...]
    limit: str
    sources: tuple[str, ...]
    other_benefits: Part
    start_url: str
    again_url: str
    back_url: str
    hotline: Hotline | None = None


@public
@require_http_methods(["GET", "HEAD", "POST"])
def self_check(request: HttpRequest, code: str) -> HttpResponseBase:
    """Choose a disease (GET), answer its questions (POST), read the result (POST with `step=result`)."""
    policy = queries.policy_on(region=code, on=day_of(now_of(request)))
    form = ChooseForm(request.POST if request.method == "POST" else None, policy=policy)
    if request.method != "POST" or not form.is_valid():
        return _ask_disease(request, policy, form)
    disease = policy.diseases[form.cleaned_data["disease"]]
    is_answered = request.POST.get("step") == "result"
    kept = {"disease": disease.code, "insured": form.cleaned_data["insured"], "step": "result"}
    questions = QuestionsForm(request.POST, policy=disease) if is_answered else QuestionsForm(initial=kept, policy=disease)
    if is_answered and questions.is_valid():
        return _tell(request, policy, questions)
    return _ask_questions(request, policy, questions)


def _ask_disease(request: HttpRequest, policy: RegionPolicy, form: ChooseForm) -> HttpResponseBase:
    back = reverse("policies:guide", args=[policy.code])
    hint = _("不用登录，只需一两分钟。您的回答不会保存。")
    page = SelfCheckPage(_("看看是否符合条件"), hint, policy.name, form, back, _("第1步，共2步"), hotline=hotline_of(policy))
    return page_or_fragment(request, "policies/self_check", page, status=422 if form.errors else 200)


def _ask_questions(request: HttpRequest, policy: RegionPolicy, form: QuestionsForm) -> HttpResponseBase:
    back = reverse("policies:self-check", args=[policy.code])
    hint = _("请按手里的病历和报告回答；不清楚的可以不选。")
    badge = _("以下标准是样例，非官方，仅供演示。") if policy.is_sample else ""
    page = SelfCheckPage(_("回答几个问题"), hint, policy.name, form, back, _("第2步，共2步"), badge, hotline_of(policy))
    return page_or_fragment(request, "policies/self_check", page, status=422 if form.errors else 200)


def _tell(request: HttpRequest, policy: RegionPolicy, form: QuestionsForm) -> HttpResponseBase:
    disease = policy.diseases[form.cleaned_data["disease"]]
    judgement = judge_replies(disease=disease, is_insured=Reply(form.cleaned_data["insured"]), replies=form.replies())
    said, tone = _SAID[judgement.likelihood]
    again = reverse("policies:self-check", args=[policy.code])
    page = SelfCheckResult(
        title=_("自测结果"),
        region_name=policy.name,
        said=_(said),
        tone=tone.value,
        judgement=judgement,
        materials=tuple(f"{slot.name}（{NEEDS[slot.need]}）" for slot in policy.slots_for((disease.code,))),
        limit=policy.time_limit.value.said if policy.time_limit else _("该市未公布办理时限"),
        sources=sources_of((disease.criteria,)),
        other_benefits=part_of(
            policy.other_benefits, lambda one: line_of(one, f"{one.value.text}{one.value.where}。", head=one.value.name)
        ),
        start_url=start_url(policy.code) if queries.is_open_for_filing(policy=policy) else "",
        again_url=again,
        back_url=again,
        hotline=hotline_of(policy),
    )
    return page_or_fragment(request, "policies/self_check_result", page)


_SAID = {
    Likelihood.SEEMS_ELIGIBLE: ("看起来符合条件。最终以认定结果为准。", Tone.SUCCESS),
    Likelihood.SEEMS_NOT: ("看起来暂时不符合条件。这只是自测，您仍然可以申请，由工作人员判断。", Tone.WARNING),
    Likelihood.CANNOT_TELL: ("现在还不能判断，还差一些材料或信息。", Tone.INFO),
}

"""The guide page of a region: every value of its policy in the section where a person looks for it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mantetong.domain.policy import EarlierCosts, Occasion, RegionPolicy, Slot, Stated, Status
from mantetong.policies.guide.diseases import DiseaseCard, disease_cards
from mantetong.policies.guide.doors import Comparison, DoorCard, comparison_of, door_card
from mantetong.policies.guide.labels import DECIDERS, EFFECTIVE, FORMS, NEEDS, NOTICES, STATUSES, size_said
from mantetong.policies.guide.own_words import own_words_of
from mantetong.policies.guide.parts import Line, Part, line_of, part_of, sources_of
from mantetong.web.hotline import hotline_of
from mantetong.web.remedies import unpublished_limit
from mantetong.web.shapes import Hotline, OwnWords
from mantetong.web.wording import chinese_day


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material as the guide's table has it."""

    name: str
    part_of: str
    need: str
    is_required: bool
    kind: str
    form: str
    copies: str
    issuer: str
    formats: str
    notes: tuple[str, ...]
    mark: Line


@dataclass(frozen=True, slots=True)
class GuidePage:
    """Everything the guide shows of a region on a day."""

    title: str
    region_name: str
    region_code: str
    item_label: Line
    search_labels: str
    version: str
    since: str
    sources: tuple[str, ...]
    is_sample: bool
    is_open: bool
    summary: tuple[Line, ...]
    eligibility: Part
    doors: tuple[DoorCard, ...]
    door_sources: tuple[str, ...]
    comparison: Comparison
    materials: tuple[MaterialRow, ...]
    material_sources: tuple[str, ...]
    material_notes: Part
    process: Part
    rules: Part
    disease_list: Part
    diseases: tuple[DiseaseCard, ...]
    delivery: Part
    contacts: Part
    notes: Part
    not_published: Part
    other_benefits: Part
    until_decision: Part
    own_words: tuple[OwnWords, ...]
    hotline: Hotline | None


def guide_page(*, policy: RegionPolicy, is_open: bool) -> GuidePage:
    """The page of a policy; `is_open` says whether people can apply here."""
    return GuidePage(
        title=_("{region}：{item}办事指南").format(region=policy.name, item=policy.item_label.value),
        region_name=policy.name,
        region_code=policy.code,
        item_label=line_of(policy.item_label, policy.item_label.value),
        search_labels="、".join(policy.search_labels.value),
        version=policy.digest[:12],
        since=chinese_day(_newest_day(policy)),
        sources=policy.sources,
        is_sample=policy.is_sample,
        is_open=is_open,
        summary=_summary(policy),
        eligibility=part_of(policy.eligibility, _plain),
        doors=tuple(door_card(stated) for stated in policy.doors),
        door_sources=sources_of(policy.doors),
        comparison=comparison_of(policy),
        materials=tuple(_material(stated, policy) for stated in policy.slots),
        material_sources=sources_of((*policy.slots, policy.max_file_bytes)),
        material_notes=part_of(policy.material_notes, _plain),
        process=part_of(policy.process, lambda step: line_of(step, step.value.text, head=step.value.name, aside=step.value.time)),
        rules=_rules(policy),
        disease_list=part_of((policy.disease_list,), _plain),
        diseases=disease_cards(policy),
        delivery=part_of(policy.delivery, _plain),
        contacts=part_of(policy.contacts, lambda one: line_of(one, one.value.number, head=one.value.label)),
        notes=part_of(policy.notes, _plain),
        not_published=part_of(policy.not_published, _plain),
        other_benefits=part_of(
            policy.other_benefits, lambda one: line_of(one, f"{one.value.text}{one.value.where}。", head=one.value.name)
        ),
        until_decision=_until_decision(policy),
        own_words=own_words_of(policy, Occasion.GUIDE),
        hotline=hotline_of(policy),
    )


def _plain(stated: Stated[str]) -> Line:
    return line_of(stated, stated.value)


def _newest_day(policy: RegionPolicy) -> date:
    return max(
        stated.since for stated in (policy.item_label, policy.effective, policy.determination, *policy.slots, *policy.doors)
    )


def _summary(policy: RegionPolicy) -> tuple[Line, ...]:
    """What most people want to know first."""
    return (
        _limit_line(policy),
        line_of(policy.determination, str(DECIDERS[policy.determination.value.decider]), head=_("谁来认定")),
        line_of(policy.effective, str(EFFECTIVE[policy.effective.value]), head=_("何时生效")),
        line_of(policy.notices, _notices(policy), head=_("怎样告知结果")),
        line_of(
            policy.max_file_bytes,
            _("每个文件不超过{size}").format(size=size_said(policy.max_file_bytes.value)),
            head=_("上传文件"),
        ),
    )


def _notices(policy: RegionPolicy) -> str:
    return "、".join(str(NOTICES.get(code, code)) for code in policy.notices.value)


def _limit_line(policy: RegionPolicy) -> Line:
    if policy.time_limit is None:
        return Line(_("该市未公布办理时限"), head=_("办理时限"))
    limit = policy.time_limit.value
    days = _("{days}个工作日").format(days=limit.working_days)
    return line_of(policy.time_limit, limit.said, head=_("办理时限"), aside=days)


def _material(stated: Stated[Slot], policy: RegionPolicy) -> MaterialRow:
    slot = stated.value
    size = size_said(slot.max_bytes or policy.max_file_bytes.value)
    return MaterialRow(
        name=slot.name,
        part_of=slot.part_of,
        need=str(NEEDS[slot.need]),
        is_required=slot.need == "required",
        kind=slot.kind_said or "—",
        form=str(FORMS[slot.form]),
        copies=_("{count}份").format(count=slot.copies),
        issuer=slot.issuer or "—",
        formats=f"{slot.formats or 'JPG、PNG、HEIC、PDF'}，≤{size}",
        notes=slot.notes,
        mark=line_of(stated, ""),
    )


def _rules(policy: RegionPolicy) -> Part:
    """The rules that are counted or enforced, each in one line."""
    supplement = policy.supplement.value
    answer = _("一次性告知后{days}天内补交；未作认定的，{reopen}天内可以一键重新打开。").format(
        days=supplement.answer_days, reopen=supplement.reopen_days
    )
    another = _("可以为家人等他人申请，也可以由他人代办。") if policy.for_another.value else _("只能由本人申请。")
    lines = [
        _limit_line(policy),
        line_of(policy.effective, str(EFFECTIVE[policy.effective.value]), head=_("生效日期")),
        Line(
            _("各病种不同，见下面的病种清单；{window}可以续办。").format(window=_renewal_window(policy)),
            head=_("有效期和复审"),
            badge=str(STATUSES[Status.SAMPLE][0]),
            tone="warning",
        ),
        line_of(policy.supplement, answer, head=_("补正")),
        line_of(policy.appeal, _appeal(policy), head=_("申诉")),
        line_of(policy.for_another, another, head=_("代他人申请")),
        line_of(policy.insurance_kinds, "、".join(policy.insurance_kinds.value), head=_("险种")),
    ]
    if policy.out_of_area is not None and policy.out_of_area.value:
        lines.append(line_of(policy.out_of_area, _("长期居住外地的，先办理异地就医备案，再申请。"), head=_("异地居住")))
    stated = (policy.time_limit, policy.effective, policy.supplement, policy.appeal, policy.for_another, policy.insurance_kinds)
    return Part(tuple(lines), sources_of(one for one in stated if one is not None))


def _renewal_window(policy: RegionPolicy) -> str:
    """How long before the end a renewal opens, by the diseases that end."""
    validities = (disease.validity.value for disease in policy.diseases.values())
    days = sorted({one.renewal_window_days for one in validities if one.months is not None})
    if not days:
        return _("到期前")
    if len(days) == 1:
        return _("到期前{days}天起").format(days=days[0])
    return _("到期前{least}至{most}天起（按病种）").format(least=days[0], most=days[-1])


def _appeal(policy: RegionPolicy) -> str:
    """The ways the pack states, and its days; where it has none, that none are published and what the law leaves open."""
    stated = policy.appeal.value
    limit = unpublished_limit() if stated.days is None else _("收到决定之日起{days}日内提出。").format(days=stated.days)
    return f"{stated.text} {limit}"


def _until_decision(policy: RegionPolicy) -> Part:
    """What to do between the submission and the decision; an honest 未公布 where the pack says nothing."""
    stated = policy.until_decision
    if stated is None:
        return Part((Line(_("未公布，请电话问当地医保部门。"), head=_("之前的费用能不能补报？")),), ())
    said = stated.value
    answers = {EarlierCosts.YES: _("可以。"), EarlierCosts.NO: _("不可以。"), EarlierCosts.NOT_PUBLISHED: _("未公布。")}
    lines = (
        line_of(stated, said.medicine, head=_("现在能不能买药？")),
        line_of(stated, said.invoices, head=_("哪些票据要留着？")),
        line_of(stated, f"{answers[said.earlier_costs]}{said.earlier_said}", head=_("之前的费用能不能补报？")),
    )
    return Part(lines, sources_of((stated,)))

"""Filings with their cases, ledgers, papers, letters and certificates, and the messages: what the later rooms hold."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from mantetong.cases.queries import CaseCard, FilingCard, filings_of, ledger_of, standing_decision
from mantetong.determination.queries import letter_of
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action
from mantetong.insight.copy_of_data.shapes import FileRef, Row, Section
from mantetong.materials.operations import open_page
from mantetong.materials.queries import PaperCard, papers_of, reading_of
from mantetong.notice.queries import inbox_of
from mantetong.outside.documents import fetch
from mantetong.policies.queries import policy_of, policy_on
from mantetong.recognition.queries import all_of, certificate_of
from mantetong.web.clock import day_of
from mantetong.web.labels import ACTIONS, KINDS, OUTCOMES, ROLES, STAGES
from mantetong.web.wording import chinese_day, chinese_moment

_MOST_FILINGS = 1_000
_MOST_NOTICES = 1_000


def sections_about_filings(*, account_id: int, person_id: int, at: datetime) -> tuple[Section, ...]:
    """One section a filing, the newest first, then recognitions and messages."""
    viewer = Actor(account_id, frozenset({Role.APPLICANT}))
    filings = [one for one in filings_of(viewer=viewer, at=at, most=_MOST_FILINGS) if one.person_id == person_id]
    return (
        *(_filing(filing, viewer, at) for filing in filings),
        Section(_("待遇和凭证"), _recognition_rows(person_id), tuple(_certificates(person_id))),
        Section(_("发给您的消息"), _notice_rows(account_id)),
    )


def _filing(filing: FilingCard, viewer: Actor, at: datetime) -> Section:
    title = _("申请 {number}").format(number=filing.number) if filing.number else _("没有提交的草稿")
    return Section(title, (*_own_rows(filing), *_case_rows(filing, at), *_ledger_rows(filing)), tuple(_files(filing, viewer, at)))


def _own_rows(filing: FilingCard) -> tuple[Row, ...]:
    rows = (
        Row(_("事项"), f"{filing.region} {KINDS[filing.kind]}"),
        Row(_("开始填写"), chinese_moment(filing.opened_at)),
        Row(_("提交"), chinese_moment(filing.submitted_at) if filing.submitted_at else ""),
        Row(_("病情摘要"), filing.summary),
        Row(_("联系电话"), filing.phone),
        Row(_("联系地址"), filing.address),
        Row(_("医院、医师"), " ".join(part for part in (filing.institution_code, filing.doctor_code) if part)),
    )
    return tuple(row for row in rows if row.value)


def _disease(filing: FilingCard, case: CaseCard, at: datetime) -> str:
    version = filing.policy_version_id
    policy = policy_of(version_id=version) if version else policy_on(region=filing.region, on=day_of(at))
    known = policy.diseases.get(case.disease_code)
    return known.name if known else case.disease_code


def _case_rows(filing: FilingCard, at: datetime) -> Iterator[Row]:
    for case in filing.cases:
        outcome = f"，{OUTCOMES[case.outcome]}" if case.outcome else ""
        yield Row(_disease(filing, case, at), f"{case.number} {STAGES[case.stage]}{outcome}")
        decision = standing_decision(case.id)
        if decision is not None and decision.is_final:
            said = "；".join(str(reason.get("said", "")) for reason in decision.reasons)
            yield Row(_("认定理由"), said + (f"；{decision.remark}" if decision.remark else ""))


def _ledger_rows(filing: FilingCard) -> Iterator[Row]:
    names = {action.value: text for action, text in ACTIONS.items()}
    for line in ledger_of(filing.id):
        what = names.get(Action(line.action), line.action) if line.action in set(Action) else line.action
        yield Row(chinese_moment(line.at), f"{what}（{ROLES[Role(line.role)]}）")


def _files(filing: FilingCard, viewer: Actor, at: datetime) -> Iterator[FileRef]:
    folder = filing.number or filing.reference
    if filing.form_key:
        yield FileRef(f"{folder}/application-form.pdf", _("申请表"), partial(fetch, filing.form_key))
    for place, paper in enumerate(papers_of(filing.id), start=1):
        yield from _pages(paper, f"{folder}/paper-{place:02d}", viewer, at)
    for case in filing.cases:
        decision = standing_decision(case.id)
        letter = letter_of(decision_id=decision.id) if decision else None
        if letter:
            yield FileRef(f"{folder}/decision-{case.ordinal}.pdf", _("认定决定书"), partial(fetch, letter))


def _pages(paper: PaperCard, stem: str, viewer: Actor, at: datetime) -> Iterator[FileRef]:
    read = "；".join(f"{one.name}：{one.value}" for one in reading_of(paper.id))
    for page in paper.pages:
        label = paper.name + (f"（{_('读出的内容')}：{read}）" if read and page.number == paper.pages[0].number else "")
        shown = partial(open_page, key=paper.key, number=page.number, by=viewer, at=at)
        yield FileRef(f"{stem}-{page.number}.jpg", label, lambda shown=shown: shown().jpeg)  # type: ignore[misc]


def _recognition_rows(person_id: int) -> tuple[Row, ...]:
    return tuple(
        Row(
            one.disease_name,
            f"{chinese_day(one.begins_on)} — {chinese_day(one.ends_on) if one.ends_on else _('长期')}，{one.state}",
        )
        for one in all_of(person_id=person_id)
    )


def _certificates(person_id: int) -> Iterator[FileRef]:
    for place, one in enumerate(all_of(person_id=person_id), start=1):
        card = certificate_of(one.case_id) if one.case_id else None
        if card is not None:
            yield FileRef(f"certificates/certificate-{place}.pdf", _("认定凭证"), partial(fetch, card.key))


def _notice_rows(account_id: int) -> tuple[Row, ...]:
    return tuple(Row(chinese_moment(one.at), one.text) for one in inbox_of(account_id=account_id, most=_MOST_NOTICES))

"""The person, the account, who acts for whom, who looked: what `people` holds."""

from datetime import datetime

from django.utils.translation import gettext as _

from mantetong.insight.copy_of_data.shapes import Row, Section
from mantetong.people.queries import (
    account_history,
    acting_for,
    consents_of,
    corrections_of,
    family_of,
    insurances_of,
    looks_of,
    person_card,
)
from mantetong.web.clock import day_of
from mantetong.web.labels import ROLES
from mantetong.web.wording import chinese_day, chinese_moment


def sections_about_person(*, account_id: int, person_id: int, at: datetime) -> tuple[Section, ...]:
    """Six sections, the person first."""
    on = day_of(at)
    acting = [(_("替我办的人"), line) for line in acting_for(person_id=person_id, on=on)]
    acting += [(_("我替他/她办的人"), line) for line in family_of(account_id=account_id, on=on)]
    return (
        Section(_("本人"), _person_rows(person_id)),
        Section(_("参保登记"), _insurance_rows(person_id)),
        Section(_("账户"), _account_rows(account_id)),
        Section(
            _("代办关系"), tuple(Row(side, f"{line.name}，{chinese_day(line.from_on)}起，{line.state}") for side, line in acting)
        ),
        Section(_("另外同意的事、更正申请"), _word_rows(account_id)),
        Section(_("谁看过"), _look_rows(person_id)),
    )


def _person_rows(person_id: int) -> tuple[Row, ...]:
    person = person_card(person_id)
    rows = (
        Row(_("姓名"), person.name),
        Row(_("身份证号码"), person.id_number),
        Row(_("出生日期"), chinese_day(person.born_on)),
        Row(_("性别"), _("女") if person.sex == "2" else _("男")),
        Row(_("医保人员编号"), person.psn_no or ""),
    )
    return (*rows, Row(_("参保登记核对时间"), chinese_moment(person.checked_at))) if person.checked_at else rows


def _insurance_rows(person_id: int) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{card.insutype} · {card.region}",
            "，".join(part for part in (card.status, str(card.since or ""), card.employer) if part),
        )
        for card in insurances_of(person_id)
    )


def _account_rows(account_id: int) -> tuple[Row, ...]:
    account = account_history(account_id)
    seen = chinese_moment(account.seen_at) if account.seen_at else ""
    return (
        Row(_("手机号码"), account.masked_phone),
        Row(_("开户时间"), chinese_moment(account.created_at)),
        Row(_("最近登录"), seen),
        Row(_("显示设置"), "，".join(f"{key}={value}" for key, value in account.look.items())),
    )


def _word_rows(account_id: int) -> tuple[Row, ...]:
    consents = (
        Row(one.what, chinese_moment(one.given_at) + (f" — {chinese_moment(one.withdrawn_at)}" if one.withdrawn_at else ""))
        for one in consents_of(account_id)
    )
    corrections = (Row(_("更正申请"), f"{one.wrong} → {one.right}；{one.answer}") for one in corrections_of(account_id))
    return (*consents, *corrections)


def _look_rows(person_id: int) -> tuple[Row, ...]:
    return tuple(Row(chinese_day(line.on), f"{line.region} {ROLES[line.role]}：{line.why}") for line in looks_of(person_id))

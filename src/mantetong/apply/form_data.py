"""What stands on the application form, from the draft and the registry."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext_noop

from mantetong.apply.clerk.queries import VisitCard, visit_of
from mantetong.apply.draft import Draft
from mantetong.apply.questions.insurance import kind_label
from mantetong.domain.identity import Sex
from mantetong.people.queries import (
    doctor_card,
    institution_card,
    mandate_for,
    person_card,
    person_of_account,
    phone_of_account,
)
from mantetong.web.language import in_chinese
from mantetong.web.wording import chinese_day

SEXES = {Sex.MALE: "男", Sex.FEMALE: "女"}
# National dictionary agnter_rlts 代办人关系 (national_interface §4).
RELATIONS = {
    "1": "配偶",
    "2": "子女",
    "3": "孙子女或外孙子女",
    "4": "父母",
    "5": "祖父母或外祖父母",
    "6": "兄弟姐妹",
    "7": "其他亲属",
    "8": "无亲属关系",
}
PLEDGE = gettext_noop("本人承诺：所填写的内容和提交的材料真实、完整、有效；如有虚假，愿意承担相应的法律责任。")


@dataclass(frozen=True, slots=True)
class FormData:
    """The fields of 门诊慢特病病种待遇认定申请表 in plain words."""

    title: str
    region: str
    sample: bool
    person: tuple[tuple[str, str], ...]
    diseases: tuple[tuple[str, str], ...]
    treatment: tuple[tuple[str, str], ...]
    summary: str
    proxy: tuple[tuple[str, str], ...]
    pledge: str
    day: str


def _person_rows(draft: Draft) -> tuple[tuple[str, str], ...]:
    person = person_card(draft.filing.person_id)
    return (
        ("姓名", person.name),
        ("性别", SEXES.get(Sex(person.sex), "") if person.sex else ""),
        ("出生日期", chinese_day(person.born_on)),
        ("证件号码", person.id_number),
        ("参保地", draft.policy.name),
        ("险种", kind_label(draft.filing.insutype) if draft.filing.insutype else "待核实"),
        ("联系电话", draft.filing.phone),
        ("通信地址", draft.filing.address),
    )


def _treatment_rows(draft: Draft) -> tuple[tuple[str, str], ...]:
    hospital = institution_card(draft.filing.institution_code or "")
    doctor = doctor_card(draft.filing.doctor_code or "")
    return (("就诊医院", hospital.name if hospital else ""), ("就诊医生", doctor.name if doctor else ""))


def _proxy_rows(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Who files for the person (national record `agnter_*`); nothing for somebody who files for themselves."""
    filer = draft.filing.account_id
    if visit := visit_of(draft.filing.id):
        return _visitor_rows(visit)
    if draft.filing.mandate_id is None or filer is None:
        return ()
    mandate = mandate_for(account_id=filer, person_id=draft.filing.person_id, on=draft.on)
    somebody = person_of_account(filer)
    relation = RELATIONS.get(mandate.relation, "") if mandate else ""
    return (
        ("代办人", somebody.name if somebody else ""),
        ("与申请人关系", relation),
        ("代办人电话", phone_of_account(filer) or ""),
    )


def _visitor_rows(visit: VisitCard) -> tuple[tuple[str, str], ...]:
    if not visit.has_proxy:
        return ()
    return (
        ("代办人", visit.proxy_name),
        ("代办人证件号码", visit.proxy_number),
        ("与申请人关系", RELATIONS.get(visit.relation, "")),
        ("代办人电话", visit.proxy_phone),
    )


@in_chinese
def form_data(draft: Draft) -> FormData:
    """Everything the form shows. Disease codes stand beside their names as in the national record."""
    codes = [code for code in draft.filing.disease_codes if code in draft.policy.diseases]
    on: date = draft.on
    return FormData(
        title=draft.policy.form.value.title,
        region=draft.policy.name,
        sample=draft.policy.is_sample,
        person=_person_rows(draft),
        diseases=tuple((draft.policy.diseases[code].name, code) for code in codes),
        treatment=_treatment_rows(draft),
        summary=draft.filing.summary,
        proxy=_proxy_rows(draft),
        pledge=PLEDGE,
        day=chinese_day(on),
    )


def facts_digest(draft: Draft) -> str:
    """SHA-256 of what stands on the form, its day left out: the same after a re-print, another after any change."""
    facts = asdict(form_data(draft))
    del facts["day"]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

"""setlinfo and setldetail: a settlement's figures as the interface tells them (national_interface §3)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from mantetong.domain.identity import age_on
from mantetong.domain.payment import Charge, Paid
from mantetong.outside.envelope import SHANGHAI
from mantetong.people.queries import PersonCard, person_card
from mantetong.settlement.models import Bill
from mantetong.settlement.paying import Trial, paid_of
from mantetong.settlement.v1.transaction import node, text
from mantetong.web.clock import day_of

_NOTHING = "0.00"
_POOLED = ("310100", "统筹基金支出")  # fund_pay_type
_MONEY = {"type": "string", "pattern": r"^\d+\.\d{2}$"}
_AMOUNTS = (
    "medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt", "act_pay_dedc", "hifp_pay",
    "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "hifdm_pay", "maf_pay", "oth_pay", "fund_pay_sumamt", "psn_part_amt",
    "acct_pay", "psn_cash_pay", "hosp_part_amt", "acct_mulaid_pay",
)  # fmt: skip
_TEXTS = ("mdtrt_id", "setl_id", "psn_no", "psn_name", "certno", "insutype", "setl_time", "med_type")

_OTHER_FUNDS = (
    "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "hifdm_pay", "maf_pay", "oth_pay", "acct_pay", "hosp_part_amt",
    "acct_mulaid_pay",
)  # fmt: skip
_UNSAID = ("naty", "psn_type", "cvlserv_flag", "clr_way", "clr_type")
_NOT_OURS: dict[str, Any] = dict.fromkeys(_OTHER_FUNDS, _NOTHING) | dict.fromkeys(_UNSAID, "") | {"balc": None}

SETTLED = node(
    ("setlinfo", "setldetail"),
    setlinfo=node(
        (*_TEXTS, *_AMOUNTS, "pool_prop_selfpay"),
        **{name: text(name, 50) for name in _TEXTS},
        **dict.fromkeys(_AMOUNTS, _MONEY),
        pool_prop_selfpay={"type": "string", "description": "统筹支付比例，0至1"},
        setl_proc_info=text("计算过程，供核对", 1000),
    ),
    setldetail={"type": "array", "items": {"type": "object"}},
)


def of_trial(trial: Trial, *, med_type: str, mdtrt_id: str) -> dict[str, Any]:
    """The answer of a trial: nothing has been settled, so no setl_id."""
    return _told(trial.entitled.person, trial.paid, trial.entitled.insurance.insutype) | _heads(
        trial, med_type=med_type, mdtrt_id=mdtrt_id
    )


def of_bill(bill: Bill, *, person: PersonCard | None = None) -> dict[str, Any]:
    """Setlinfo of a bill, standing or reversed; `person` spares a question."""
    visit = bill.visit
    person = person or person_card(visit.person_id)
    told = _told(person, paid_of(bill), visit.insutype)
    return told | {
        "mdtrt_id": visit.mdtrt_id,
        "setl_id": bill.setl_id,
        "setl_time": f"{bill.settled_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        "med_type": visit.med_type,
        "age": age_on(born_on=person.born_on, on=day_of(bill.settled_at)),
        "medins_setl_id": bill.invoice,
        "clr_optins": bill.region,
    }


def answered(setlinfo: Mapping[str, Any], paid: Paid) -> dict[str, Any]:
    """Output of a settlement."""
    return {"setlinfo": setlinfo, "setldetail": details(paid)}


def details(paid: Paid) -> list[dict[str, Any]]:
    """setldetail: what each fund pays; only the pooled fund does here."""
    kind, name = _POOLED
    return [
        {
            "fund_pay_type": kind,
            "fund_pay_type_name": name,
            "inscp_scp_amt": str(paid.in_scope),
            "crt_payb_lmt_amt": str(paid.fund + paid.over_cap),
            "fund_payamt": str(paid.fund),
            "setl_proc_info": reckoning(paid),
        }
    ]


def reckoning(paid: Paid) -> str:
    """How the figures came about, for whoever asks at the counter."""
    share = f"（{paid.in_scope}－起付{paid.deductible}）×{paid.ratio.normalize():f}＝{paid.fund + paid.over_cap}"
    return share + (f"；超过年度限额{paid.over_cap}由个人负担" if paid.over_cap else "")


def line_result(row: Mapping[str, Any], charge: Charge) -> dict[str, Any]:
    """One line of 2204's result and 2102's detlcutinfo."""
    return {
        "feedetl_sn": row["feedetl_sn"],
        "det_item_fee_sumamt": str(charge.amount),
        "cnt": str(row["cnt"]),
        "pric": str(row["pric"]),
        "pric_uplmt_amt": None,
        "selfpay_prop": "0",
        "fulamt_ownpay_amt": str(charge.own),
        "overlmt_amt": str(charge.over_limit),
        "preselfpay_amt": str(charge.own_first),
        "inscp_scp_amt": str(charge.in_scope),
        "chrgitm_lv": "",
        "med_chrgitm_type": "",
    }


def _heads(trial: Trial, *, med_type: str, mdtrt_id: str) -> dict[str, Any]:
    at = trial.entitled.at
    return {
        "mdtrt_id": mdtrt_id,
        "setl_id": "",
        "setl_time": f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        "med_type": med_type,
        "age": age_on(born_on=trial.entitled.person.born_on, on=day_of(at)),
        "medins_setl_id": "",
        "clr_optins": trial.entitled.region,
    }


def _told(person: PersonCard, paid: Paid, insutype: str) -> dict[str, Any]:
    return _NOT_OURS | _who(person) | _amounts(paid) | {"insutype": insutype, "setl_proc_info": reckoning(paid)}


def _who(person: PersonCard) -> dict[str, Any]:
    return {
        "psn_no": person.psn_no,
        "psn_name": person.name,
        "psn_cert_type": "01",
        "certno": person.id_number,
        "gend": person.sex,
        "brdy": person.born_on.isoformat(),
        "mdtrt_cert_type": "02",
    }


def _amounts(paid: Paid) -> dict[str, str]:
    """The person's part is shown as cash: what an account holds is not ours to know."""
    return {
        "medfee_sumamt": str(paid.total),
        "fulamt_ownpay_amt": str(paid.own),
        "overlmt_selfpay": str(paid.over_limit),
        "preselfpay_amt": str(paid.own_first),
        "inscp_scp_amt": str(paid.in_scope),
        "act_pay_dedc": str(paid.deductible),
        "hifp_pay": str(paid.fund),
        "pool_prop_selfpay": f"{paid.ratio.normalize():f}",
        "fund_pay_sumamt": str(paid.fund),
        "psn_part_amt": str(paid.person),
        "psn_cash_pay": str(paid.person),
    }


def charges_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Charge, ...]:
    """The charges of read lines; see `lines`."""
    nothing = Decimal(_NOTHING)
    return tuple(
        Charge(
            row["det_item_fee_sumamt"],
            row["fulamt_ownpay_amt"] or nothing,
            row["overlmt_amt"] or nothing,
            row["preselfpay_amt"] or nothing,
        )
        for row in rows
    )

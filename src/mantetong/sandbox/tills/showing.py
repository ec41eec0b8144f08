"""The two shows: a pharmacy sells, a hospital treats; each settles, prints a receipt and takes it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mantetong.outside.envelope import SHANGHAI, Sender
from mantetong.sandbox.tills.client import TillClient
from mantetong.sandbox.tills.patients import PATIENTS, Patient
from mantetong.sandbox.tills.receipt import print_receipt
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.scene import say
from mantetong.sandbox.walk.story import TILLS

PHARMACIES = {
    "511400": ("P51149900201", "云溪惠民大药房东湖店"),
    "511300": ("P51139900201", "锦川同心大药房"),
    "620900": ("P62099900201", "临澜百姓大药房"),
}
AMOUNT = "86.40"
_BATCH = "1"
Told = Mapping[str, Any]


@dataclass
class Show:
    """One show at one institution for one patient; `facts` is what the report prints."""

    till: TillClient
    patient: Patient
    receipts: Path
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> dict[str, str]:
        """The patient and the certificate shown."""
        person = self.patient.person
        return {"psn_no": person.psn_no, "mdtrt_cert_type": "02", "mdtrt_cert_no": person.id_number}


def show_at(*, server: str, region: str, receipts: Path, is_pharmacy: bool) -> Show:
    """A show at the region's demo pharmacy or hospital."""
    code, name = PHARMACIES[region] if is_pharmacy else (TILLS[region].code, TILLS[region].name)
    client = TillClient(server, Sender(code, name, region, receiver="MTT"), region)
    return Show(client, PATIENTS[region], receipts)


def play(show: Show, chain: Callable[[Show], tuple[Told, Told]]) -> None:
    """Sign in, look up, run the chain, print, reverse, sign out. Raises WalkStopped."""
    sign_no = show.till.done("9001", {"signIn": {"opter_no": "0012", "mac": "00-00-00-00-00-01", "ip": "127.0.0.1"}})
    say("签到9001，识别人员1101，查询待遇5301")
    _look_up(show)
    trial, settled = chain(show)
    _ensure_alike(trial, settled)
    _print(show, settled)
    _take_back(show, settled)
    number = sign_no["signinoutb"]["sign_no"]
    show.till.done("9002", {"signOut": {"sign_no": number, "opter_no": "0012"}})


def sell(show: Show) -> tuple[Told, Told]:
    """2101 and 2102, the second sent twice: the answer got lost, the same message brings it again."""
    given = {"druginfo": _head(show), "drugdetail": [_line()]}
    say("预结算2101，结算2102（重复发送一次，只结一次）")
    trial = show.till.done("2101", given)["setlinfo"]
    return trial, _twice(show, "2102", given)


def treat(show: Show) -> tuple[Told, Told]:
    """2201, 2203, 2204, 2206, 2207."""
    say("挂号2201，就诊信息2203，费用明细2204，预结算2206，结算2207（重复发送一次，只结一次）")
    mdtrt_id = show.till.done("2201", {"data": _registration(show)})["data"]["mdtrt_id"]
    show.till.done("2203", _visit(show, mdtrt_id))
    show.till.done("2204", {"feedetail": [_fee(show, mdtrt_id)]})
    batch = _batch(show, mdtrt_id)
    trial = show.till.done("2206", {"data": batch})["setlinfo"]
    return trial, _twice(show, "2207", {"data": batch})


def _look_up(show: Show) -> None:
    patient = show.patient
    asked = {"mdtrt_cert_type": "02", "mdtrt_cert_no": patient.person.id_number, "psn_name": patient.person.name}
    known = show.till.done("1101", {"data": asked})["baseinfo"]["psn_no"]
    held = [line["opsp_dise_code"] for line in show.till.done("5301", {"data": {"psn_no": known}})["feedetail"]]
    if patient.disease not in held:
        raise WalkStopped("/interface/5301", f"没有查到{patient.disease_name}的待遇")
    show.facts["lookup"] = "recognised"


def _twice(show: Show, infno: str, given: Told) -> Told:
    first: Told = show.till.done(infno, given)["setlinfo"]
    again = show.till.done(infno, given, msgid=show.till.last_msgid)["setlinfo"]
    if again != first:
        raise WalkStopped(f"/interface/{infno}", "同一报文得到了不同的应答")
    return first


def _ensure_alike(trial: Told, settled: Told) -> None:
    """A settlement costs what its trial said."""
    names = ("medfee_sumamt", "fund_pay_sumamt", "psn_part_amt")
    if [trial[name] for name in names] != [settled[name] for name in names]:
        raise WalkStopped("结算", f"预结算与结算金额不同：{trial} {settled}")


def _print(show: Show, settled: Told) -> None:
    show.facts |= {name: settled[name] for name in ("setl_id", "medfee_sumamt", "fund_pay_sumamt", "psn_part_amt")}
    path = print_receipt(
        settled=settled, institution=show.till.sender.name, disease=show.patient.disease_name, folder=show.receipts, at=_now()
    )
    show.facts["receipt"] = str(path)
    say(f"基金支付{settled['fund_pay_sumamt']}元，个人负担{settled['psn_part_amt']}元，收据 {path}")


def _take_back(show: Show, settled: Told) -> None:
    infno = "2103" if show.till.sender.institution.startswith("P") else "2208"
    given = {"data": {name: settled[name] for name in ("setl_id", "mdtrt_id", "psn_no")}}
    show.till.done(infno, given)
    if show.till.ask(infno, given).infcode == 0:
        raise WalkStopped(f"/interface/{infno}", "同一笔结算被撤销了两次")
    show.facts["reversed"] = True
    say(f"撤销{infno}，金额退回；再撤一次被拒绝")


def _head(show: Show) -> dict[str, str]:
    return {
        **show.who, "begntime": _stamp(), "medfee_sumamt": AMOUNT, "invono": "", "insutype": show.patient.insutype,
        "dise_codg": show.patient.disease, "dise_name": show.patient.disease_name, "acct_used_flag": "0", "med_type": "14",
    }  # fmt: skip


def _line() -> dict[str, str]:
    return {
        "feedetl_sn": "1", "rx_circ_flag": "0", "fee_ocur_time": _stamp(), "med_list_codg": "XA10BAE046A001010100001",
        "medins_list_codg": "0001", "det_item_fee_sumamt": AMOUNT, "cnt": "3", "pric": "28.80",
    }  # fmt: skip


def _registration(show: Show) -> dict[str, str]:
    return {
        **show.who, "insutype": show.patient.insutype, "begntime": _stamp(), "ipt_otp_no": "M0001", "atddr_no": "D000000000001",
        "dr_name": "张秀", "dept_code": "A03", "dept_name": "内科", "caty": "A03",
    }  # fmt: skip


def _visit(show: Show, mdtrt_id: str) -> dict[str, Any]:
    told = {
        "mdtrt_id": mdtrt_id, "psn_no": show.patient.person.psn_no, "med_type": "14", "begntime": _stamp(),
        "dise_codg": show.patient.disease, "dise_name": show.patient.disease_name,
    }  # fmt: skip
    return {"mdtrtinfo": told, "diseinfo": [{"diag_type": "1", "diag_srt_no": "1", "diag_code": "Z00", "diag_name": "复诊"}]}


def _fee(show: Show, mdtrt_id: str) -> dict[str, str]:
    return _line() | {
        "mdtrt_id": mdtrt_id, "psn_no": show.patient.person.psn_no, "chrg_bchno": _BATCH, "dise_codg": show.patient.disease,
        "bilg_dept_codg": "A03", "bilg_dept_name": "内科", "bilg_dr_codg": "D000000000001", "bilg_dr_name": "张秀", "hosp_appr_flag": "0",
    }  # fmt: skip


def _batch(show: Show, mdtrt_id: str) -> dict[str, str]:
    return {
        **show.who, "med_type": "14", "medfee_sumamt": AMOUNT, "psn_setlway": "01", "mdtrt_id": mdtrt_id, "chrg_bchno": _BATCH,
        "acct_used_flag": "0", "insutype": show.patient.insutype, "fulamt_ownpay_amt": "0", "overlmt_selfpay": "0",
        "preselfpay_amt": "0", "inscp_scp_amt": AMOUNT,
    }  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  the till's own clock


def _stamp() -> str:
    return f"{_now().astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"

"""The insured persons of the pretend registry: the three of the sample papers, and one for every answer a registry can give.

ID numbers have a right check digit and a county code that nobody was ever given (…99).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mantetong.domain.identity import id_check_character

_NOBODYS_COUNTY = "510199"
EMPLOYEE, RESIDENT = "310", "390"
ACTIVE, PAUSED, ENDED = "1", "2", "4"


@dataclass(frozen=True, slots=True)
class InsuredRow:
    """One row of insuinfo; `paused_on` is set with PAUSED and ENDED."""

    insutype: str
    region: str
    status: str = ACTIVE
    since: date = date(2019, 1, 1)
    paused_on: date | None = None
    employer: str = ""


@dataclass(frozen=True, slots=True)
class InsuredPerson:
    """A person of the registry. `why` tells the tester what this person is for."""

    psn_no: str
    name: str
    id_number: str
    born_on: date
    sex: str
    rows: tuple[InsuredRow, ...]
    why: str
    died_on: date | None = None


def invented_id_number(*, born_on: date, sequence: int) -> str:
    """An ID number of nobody: odd sequences are men's."""
    body = f"{_NOBODYS_COUNTY}{born_on:%Y%m%d}{sequence:03d}"
    return body + id_check_character(body)


def _invented(
    sequence: int, name: str, born_on: date, rows: tuple[InsuredRow, ...], why: str, died_on: date | None = None
) -> InsuredPerson:
    number = invented_id_number(born_on=born_on, sequence=sequence)
    return InsuredPerson(f"5199{sequence:018d}", name, number, born_on, "1" if sequence % 2 else "2", rows, why, died_on)


_SAMPLES = (
    InsuredPerson("5114000000000000006301", "谢桂兰", "510199195304172486", date(1953, 4, 17), "2", (InsuredRow(RESIDENT, "511400"),), "眉山样例"),
    InsuredPerson(
        "5113000000000000011961", "罗建国", "320199196111022579", date(1961, 11, 2), "1",
        (InsuredRow(EMPLOYEE, "511300", employer="锦川市样例纺织厂"),), "南充样例",
    ),
    InsuredPerson("6209000000000000004808", "魏淑珍", "510199194808253509", date(1948, 8, 25), "2", (InsuredRow(RESIDENT, "620900"),), "酒泉样例"),
)  # fmt: skip

_OTHERS = (
    _invented(901, "沈国庆", date(1960, 10, 1), (InsuredRow(RESIDENT, "510100"),), "在别处参保"),
    _invented(902, "姜彩霞", date(1957, 3, 8), (InsuredRow(RESIDENT, "511400", PAUSED, paused_on=date(2025, 12, 31)),), "参保已暂停"),
    _invented(903, "金德胜", date(1941, 6, 12), (InsuredRow(RESIDENT, "511400", ENDED, paused_on=date(2025, 8, 2)),), "已故", date(2025, 8, 2)),
    _invented(
        904, "朱丽娟", date(1968, 9, 23),
        (InsuredRow(EMPLOYEE, "511400", employer="云溪市样例机械厂"), InsuredRow(RESIDENT, "511300")), "有两行参保",
    ),
    _invented(905, "蒋浩然", date(1985, 5, 4), (InsuredRow(EMPLOYEE, "511400", employer="云溪市样例学校"),), "眉山，职工"),
    _invented(906, "赵淑珍", date(1950, 2, 14), (InsuredRow(RESIDENT, "511300"),), "南充，居民"),
    _invented(907, "孔庆丰", date(1955, 11, 30), (InsuredRow(EMPLOYEE, "620900", employer="临澜市样例农场"),), "酒泉，职工"),
    _invented(908, "严桂兰", date(1949, 7, 1), (InsuredRow(RESIDENT, "511400"),), "眉山，居民"),
    _invented(909, "魏俊杰", date(1972, 12, 19), (), "没有参保记录"),
    _invented(911, "沈德胜", date(1954, 5, 6), (InsuredRow(RESIDENT, "511400"),), "结算演示：眉山，有糖尿病待遇"),
    _invented(912, "姜建国", date(1962, 8, 9), (InsuredRow(EMPLOYEE, "511300", employer="锦川市样例纺织厂"),), "结算演示：南充，有高血压待遇"),
    _invented(913, "孔国庆", date(1949, 1, 20), (InsuredRow(RESIDENT, "620900"),), "结算演示：酒泉，有高血压待遇"),
    _invented(914, "严淑珍", date(1951, 10, 3), (InsuredRow(RESIDENT, "511400"),), "查询：待遇已到期"),
    _invented(915, "金玉", date(1963, 2, 27), (InsuredRow(RESIDENT, "511400"),), "查询：没有待遇"),
)  # fmt: skip

PEOPLE = _SAMPLES + _OTHERS
BY_ID_NUMBER: Mapping[str, InsuredPerson] = MappingProxyType({person.id_number: person for person in PEOPLE})
BY_PSN_NO: Mapping[str, InsuredPerson] = MappingProxyType({person.psn_no: person for person in PEOPLE})

"""Invented institutions and doctors of the demo, those printed on the sample papers among them.

Codes carry the county code …99, which nobody was ever given.
"""

from mantetong.people.operations import DoctorRow, InstitutionRow

_SPECIAL, _SECOND, _FIRST, _NO_LEVEL = "02", "05", "08", "11"
PHARMACY = "2"

INSTITUTIONS = (
    InstitutionRow("H51149900101", "云溪市第一人民医院", _SPECIAL, True, "511400"),
    InstitutionRow("H51149900102", "云溪市中医医院", _SECOND, True, "511400"),
    InstitutionRow("H51149900103", "云溪市东湖区社区卫生服务中心", _FIRST, True, "511400"),
    InstitutionRow("H51149900104", "云溪康宁医院", _SECOND, False, "511400"),
    InstitutionRow("P51149900201", "云溪惠民大药房东湖店", _NO_LEVEL, False, "511400", fixmedins_type=PHARMACY),
    InstitutionRow("H51139900101", "锦川市中心医院", _SPECIAL, True, "511300"),
    InstitutionRow("H51139900102", "锦川市第二人民医院", _SPECIAL, True, "511300"),
    InstitutionRow("H51139900103", "锦川市中医医院", _SPECIAL, True, "511300"),
    InstitutionRow("H51139900104", "锦川市妇幼保健院", _SECOND, True, "511300"),
    InstitutionRow("H51139900105", "锦川市西河镇卫生院", _FIRST, True, "511300"),
    InstitutionRow("H51139900106", "锦川安和医院", _SECOND, False, "511300"),
    InstitutionRow("P51139900201", "锦川同心大药房", _NO_LEVEL, False, "511300", fixmedins_type=PHARMACY),
    InstitutionRow("H62099900101", "临澜市人民医院", _SPECIAL, True, "620900"),
    InstitutionRow("H62099900102", "临澜市第二人民医院", _SPECIAL, True, "620900", is_entrusted=True),
    InstitutionRow("H62099900103", "临澜市东湖镇卫生院", _FIRST, True, "620900"),
    InstitutionRow("H62099900104", "临澜仁济医院", _SECOND, False, "620900"),
    InstitutionRow("P62099900201", "临澜百姓大药房", _NO_LEVEL, False, "620900", fixmedins_type=PHARMACY),
)  # fmt: skip

_NAMED = (
    ("H51149900101", ("张秀", "沈丽娟", "沈玉", "沈彩霞", "金德胜", "赵淑珍", "严国庆", "孔俊杰")),
    ("H51149900102", ("蒋秀", "朱国庆")),
    ("H51149900103", ("严玉",)),
    ("H51149900104", ("孔彩霞",)),
    ("H51139900101", ("姜俊杰", "蒋浩然")),
    ("H51139900102", ("赵浩然", "金丽娟")),
    ("H51139900103", ("沈庆丰", "朱秀")),
    ("H51139900104", ("严丽娟", "孔秀")),
    ("H51139900105", ("张庆丰",)),
    ("H51139900106", ("姜玉",)),
    ("H62099900101", ("朱丽娟", "孔庆丰")),
    ("H62099900102", ("赵俊杰", "蒋彩霞")),
    ("H62099900103", ("金玉",)),
    ("H62099900104", ("沈俊杰",)),
)

DOCTORS = tuple(
    DoctorRow(f"D{code[1:7]}{code[-3:]}{place:03d}", name, code, "主任医师" if place == 1 else "主治医师")
    for code, names in _NAMED
    for place, name in enumerate(names, start=1)
)
"""Every name but those printed on the papers is put together from the names on them."""

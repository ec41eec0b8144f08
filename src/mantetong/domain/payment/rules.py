"""The payment rule of one disease: deductible, ratio and caps, as a pack writes them (regions.md §7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from mantetong.domain.money import NotAnAmount, yuan


class NotAPaymentRule(ValueError):
    """The pack's payment value cannot be read; the message names the key and what is expected there."""

    code = "NOT_A_PAYMENT_RULE"


class Insured(StrEnum):
    """The two basic insurances, as a pack names them. Their codes at the till are 310 and 390."""

    EMPLOYEE = "职工"
    RESIDENT = "城乡居民"


class Band(StrEnum):
    """Where the money is spent: hospitals by level, and retail pharmacies."""

    THIRD = "三级"
    SECOND = "二级"
    FIRST = "一级及以下"
    PHARMACY = "药店"


@dataclass(frozen=True, slots=True)
class Cap:
    """The most the fund pays in a calendar year. Diseases that name the same joint cap share one running balance."""

    name: str
    yearly: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one visit: the year's deductible, the fund's share (0 to 1), and the caps that bound it."""

    deductible: Decimal
    ratio: Decimal
    caps: tuple[Cap, ...]


_ByBand: TypeAlias = Mapping[Band, Decimal]
_ByInsured: TypeAlias = Mapping[Insured, _ByBand]


@dataclass(frozen=True, slots=True)
class PaymentRule:
    """A disease's rule. Every table answers for each insurance and each band."""

    disease: str
    deductible: _ByInsured
    ratio: _ByInsured
    cap: Mapping[Insured, Decimal | None]
    joint: Mapping[str, Mapping[Insured, Decimal | None]]

    def terms(self, *, insured: Insured, band: Band) -> Terms:
        """What holds for this insurance in this band."""
        named = {self.disease: self.cap} | dict(self.joint)
        caps = tuple(Cap(name, limit) for name, by in named.items() if (limit := by[insured]) is not None)
        return Terms(self.deductible[insured][band], self.ratio[insured][band], caps)


_BAND_OF_LEVEL = {
    number: band
    for band, numbers in (
        (Band.THIRD, range(1, 5)),
        (Band.SECOND, range(5, 8)),
        (Band.FIRST, range(8, 12)),
    )
    for number in numbers
}  # fmt: skip  hosp_lv 01–11, national_interface.md §4


def band_of(*, is_pharmacy: bool, level: str | None) -> Band:
    """The band of an institution; one without a level counts as the lowest."""
    if is_pharmacy:
        return Band.PHARMACY
    return _BAND_OF_LEVEL[int(level)] if level and level.isdecimal() and int(level) in _BAND_OF_LEVEL else Band.FIRST


_KEYS = frozenset({"deductible_yuan", "ratio", "yearly_cap_yuan", "joint_caps"})


def payment_rule(*, disease: str, value: Mapping[str, Any]) -> PaymentRule:
    """Read a pack's `payment` value. Raises NotAPaymentRule naming the key.

    `deductible_yuan` and `ratio` may be one figure, a figure by insurance, or by insurance and band; `yearly_cap_yuan`
    null, one figure or by insurance; `joint_caps` maps a name to the same.
    """
    _only_known(value)
    joint = value.get("joint_caps") or {}
    return PaymentRule(
        disease=disease,
        deductible=_by_insured("deductible_yuan", value.get("deductible_yuan") or 0, _amount),
        ratio=_by_insured("ratio", value.get("ratio"), _share),
        cap=_limits("yearly_cap_yuan", value.get("yearly_cap_yuan")),
        joint={f"joint:{name}": _limits(f"joint_caps.{name}", limits) for name, limits in joint.items()},
    )


def _by_insured(key: str, value: Any, read: Any) -> _ByInsured:
    if not isinstance(value, Mapping):
        return {insured: dict.fromkeys(Band, read(key, value)) for insured in Insured}
    _only(key, value, Insured)
    return {insured: _by_band(f"{key}.{insured}", value[insured], read) for insured in Insured}


def _by_band(key: str, value: Any, read: Any) -> _ByBand:
    if not isinstance(value, Mapping):
        return dict.fromkeys(Band, read(key, value))
    _only(key, value, Band)
    return {band: read(f"{key}.{band}", value[band]) for band in Band}


def _limits(key: str, value: Any) -> Mapping[Insured, Decimal | None]:
    if not isinstance(value, Mapping):
        value = dict.fromkeys(Insured, value)
    _only(key, value, Insured)
    return {insured: None if value[insured] is None else _amount(f"{key}.{insured}", value[insured]) for insured in Insured}


def _only_known(value: Mapping[str, Any]) -> None:
    if unknown := sorted(set(value) - _KEYS):
        message = f"{'、'.join(unknown)}：不认识，可以写的有 {'、'.join(sorted(_KEYS))}"
        raise NotAPaymentRule(message)
    if not isinstance(value.get("joint_caps") or {}, Mapping):
        message = "joint_caps：须写出共用限额的名称和数额"
        raise NotAPaymentRule(message)


def _only(key: str, value: Mapping[str, Any], names: type[StrEnum]) -> None:
    if set(value) != {str(name) for name in names}:
        message = f"{key}：须恰好写出 {'、'.join(names)}"
        raise NotAPaymentRule(message)


def _amount(key: str, value: Any) -> Decimal:
    amount = _number(key, value, yuan)
    if amount < 0:
        message = f"{key}：不能为负数"
        raise NotAPaymentRule(message)
    return amount


def _share(key: str, value: Any) -> Decimal:
    share = _number(key, value, Decimal)
    if not 0 <= share <= 1:
        message = f"{key}：须在 0 与 1 之间"
        raise NotAPaymentRule(message)
    return share


def _number(key: str, value: Any, read: Any) -> Decimal:
    try:
        number: Decimal = read(str(value))
    except (NotAnAmount, ArithmeticError) as error:
        message = f"{key}：须是数字，现为 {value!r}"
        raise NotAPaymentRule(message) from error
    if not number.is_finite():
        message = f"{key}：须是有限的数字"
        raise NotAPaymentRule(message)
    return number

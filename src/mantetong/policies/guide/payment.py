"""What the fund pays of a disease in one sentence, whatever way the pack has written it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mantetong.domain.payment import Band, Insured, PaymentRule, payment_rule
from mantetong.policies.guide.labels import BANDS, INSURED


def payment_said(*, value: Mapping[str, Any]) -> str:
    """Deductible, share and caps of a pack's `payment` value; what is not set is not mentioned. Raises NotAPaymentRule."""
    return "；".join(_parts(payment_rule(disease="", value=value)))


def _parts(rule: PaymentRule) -> Iterator[str]:
    if any(amount for by in rule.deductible.values() for amount in by.values()):
        yield _("年度起付线：") + _by_insured(rule.deductible, _yuan)
    yield _("支付比例：") + _by_insured(rule.ratio, _share)
    if caps := _caps(rule.cap):
        yield _("年度限额：") + caps
    for name, limits in rule.joint.items():
        if caps := _caps(limits):
            yield _("与其他病种共用的年度限额（{name}）：").format(name=name.removeprefix("joint:")) + caps


def _by_insured(table: Mapping[Insured, Mapping[Band, Decimal]], shown: Any) -> str:
    return _("、").join(f"{INSURED[insured]} {_by_band(by, shown)}" for insured, by in table.items())


def _by_band(by: Mapping[Band, Decimal], shown: Any) -> str:
    if len(set(by.values())) == 1:
        return str(shown(next(iter(by.values()))))
    return "（" + _("、").join(f"{BANDS[band]}{shown(amount)}" for band, amount in by.items()) + "）"


def _caps(limits: Mapping[Insured, Decimal | None]) -> str:
    set_ones = ((insured, limit) for insured, limit in limits.items() if limit is not None)
    return _("、").join(f"{INSURED[insured]} {_yuan(limit)}" for insured, limit in set_ones)


def _yuan(amount: Decimal) -> str:
    return _("{amount}元").format(amount=_plain(amount))


def _share(ratio: Decimal) -> str:
    return f"{_plain(ratio * 100)}%"


def _plain(number: Decimal) -> str:
    """Every digit that is there and no more: 85.5, 5000."""
    return f"{number.normalize():f}"

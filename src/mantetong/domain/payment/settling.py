"""One visit settled: the charged lines, the terms that hold, and what the year has used already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from mantetong.domain.payment.rules import Cap, Terms

_CENT = Decimal("0.01")
_NOTHING = Decimal("0.00")


class NotAChargedLine(ValueError):
    """A line's parts are negative or more than its amount."""

    code = "NOT_A_CHARGED_LINE"


@dataclass(frozen=True, slots=True)
class Charge:
    """One charged line in yuan: its amount, and of it the parts outside the scope of the insurance.

    `own` 全自费, `over_limit` 超限价, `own_first` 先行自付; the rest is 符合政策范围. Raises NotAChargedLine.
    """

    amount: Decimal
    own: Decimal = _NOTHING
    over_limit: Decimal = _NOTHING
    own_first: Decimal = _NOTHING

    def __post_init__(self) -> None:
        outside = (self.own, self.over_limit, self.own_first)
        if min(self.amount, *outside) < 0 or sum(outside) > self.amount:
            raise NotAChargedLine(self)

    @property
    def in_scope(self) -> Decimal:
        """What the insurance looks at."""
        return self.amount - self.own - self.over_limit - self.own_first


@dataclass(frozen=True, slots=True)
class Used:
    """What a person has used in the calendar year: of the deductible, and of each cap by its name."""

    deductible: Decimal = _NOTHING
    caps: Mapping[str, Decimal] = field(default_factory=dict)

    def left(self, cap: Cap) -> Decimal:
        """What the fund may still pay under this cap; never below nought, also when the cap was lowered."""
        return max(_NOTHING, cap.yearly - self.caps.get(cap.name, _NOTHING))

    def after(self, paid: "Paid") -> "Used":
        """The year after this settlement."""
        return self._moved(paid, 1)

    def before(self, paid: "Paid") -> "Used":
        """The year as if this settlement had never been: what a reversal restores, to the cent."""
        return self._moved(paid, -1)

    def _moved(self, paid: "Paid", sign: int) -> "Used":
        moved = {name: self.caps.get(name, _NOTHING) + sign * paid.fund for name in paid.caps}
        kept = {name: amount for name, amount in (dict(self.caps) | moved).items() if amount}
        return Used(self.deductible + sign * paid.deductible, kept)


@dataclass(frozen=True, slots=True)
class Paid:
    """A settlement's figures in yuan. `total` = own + over_limit + own_first + in_scope = fund + person.

    `over_cap` is the part of `person` that only a cap left to the person; `caps` names those that were charged.
    """

    total: Decimal
    own: Decimal
    over_limit: Decimal
    own_first: Decimal
    in_scope: Decimal
    deductible: Decimal
    ratio: Decimal
    fund: Decimal
    over_cap: Decimal
    caps: tuple[str, ...]

    @property
    def person(self) -> Decimal:
        """What the person pays, by account or in cash."""
        return self.total - self.fund


def settle(*, charges: Sequence[Charge], terms: Terms, used: Used) -> Paid:
    """What fund and person pay. The deductible comes first, then the fund's share, then the tightest cap.

    The fund's share is rounded half up to the cent once, on the sum, so that splitting a line changes nothing.
    """
    in_scope = sum((charge.in_scope for charge in charges), _NOTHING)
    deductible = min(in_scope, max(_NOTHING, terms.deductible - used.deductible))
    share = ((in_scope - deductible) * terms.ratio).quantize(_CENT, ROUND_HALF_UP)
    fund = min((share, *(used.left(cap) for cap in terms.caps)))
    return Paid(
        total=sum((charge.amount for charge in charges), _NOTHING),
        own=sum((charge.own for charge in charges), _NOTHING),
        over_limit=sum((charge.over_limit for charge in charges), _NOTHING),
        own_first=sum((charge.own_first for charge in charges), _NOTHING),
        in_scope=in_scope,
        deductible=deductible,
        ratio=terms.ratio,
        fund=fund,
        over_cap=share - fund,
        caps=tuple(cap.name for cap in terms.caps),
    )

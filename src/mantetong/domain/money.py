"""Amounts in yuan: two decimals, never binary fractions."""

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


class NotAnAmount(ValueError):
    """The text is no amount of money."""

    code = "NOT_AN_AMOUNT"


def yuan(written: str | int | Decimal) -> Decimal:
    """An amount with two decimals, half a cent rounded up. Raises NotAnAmount, also for floats and infinities."""
    if isinstance(written, float):
        raise NotAnAmount(written)
    try:
        amount = Decimal(str(written).replace(",", "").replace("，", "").strip())
        return amount.quantize(_CENT, ROUND_HALF_UP)
    except ArithmeticError as error:
        raise NotAnAmount(written) from error


def yuan_shown(amount: Decimal) -> str:
    """12,300元, with cents only where there are some."""
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}元" if whole else f"{amount:,.2f}元"

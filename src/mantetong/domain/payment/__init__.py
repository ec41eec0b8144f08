"""What the fund pays of one visit and what the person pays, exact to the cent."""

from mantetong.domain.payment.rules import Band, Cap, Insured, NotAPaymentRule, PaymentRule, Terms, band_of, payment_rule
from mantetong.domain.payment.settling import Charge, NotAChargedLine, Paid, Used, settle

__all__ = [
    "Band",
    "Cap",
    "Charge",
    "Insured",
    "NotAChargedLine",
    "NotAPaymentRule",
    "Paid",
    "PaymentRule",
    "Terms",
    "Used",
    "band_of",
    "payment_rule",
    "settle",
]

"""2208 结算撤销: a hospital's bill reversed. The lines stay and may be settled again, or withdrawn with 2205."""

from mantetong.settlement.v1.reversing import GIVES, TAKES, reverse
from mantetong.settlement.v1.transaction import Transaction

SERVED = Transaction(infno="2208", title="结算撤销", takes=TAKES, gives=GIVES, writes=True, carry_out=reverse)

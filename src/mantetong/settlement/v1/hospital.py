"""What the transactions of the hospital chain share."""

from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.transaction import Asked, node

NOTHING = node(())


def ensure_hospital(asked: Asked) -> None:
    """2201 to 2208 are for hospitals. Raises Refused."""
    if not asked.institution.startswith("H"):
        raise Refused(Infcode.NOT_SETTLED_HERE, why="定点零售药店请使用2101至2103交易，2201至2208供定点医疗机构使用")

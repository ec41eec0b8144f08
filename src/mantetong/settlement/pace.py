"""How fast one institution may ask: a bucket per institution and process that refills every second. Without Django."""

import time
from collections.abc import Callable

from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused

_BURST = 10  # seconds' worth that may come at once: a till that was cut off catches up


class Pace:
    """`per_second` requests of one institution, and ten seconds' worth of them at once. 0: as many as come."""

    def __init__(self, per_second: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = per_second, clock
        self._left: dict[str, tuple[float, float]] = {}

    def ensure(self, institution: str) -> None:
        """Take one from the institution's bucket. Raises Refused with the seconds to wait when it is empty."""
        if not self._rate:
            return
        now, most = self._clock(), self._rate * _BURST
        left, at = self._left.get(institution, (most, now))
        left = min(most, left + (now - at) * self._rate) - 1
        if left < 0:
            raise Refused(Infcode.TOO_MANY, seconds=max(1, round(1 / self._rate)))
        self._left[institution] = (left, now)

"""The one process that watches over the others: starts them, starts the dead anew, stops all in order."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from mantetong.config.serving.processes import Child, end_groups, spawn

_BEAT = 0.2  # seconds between looks
_SHORTEST, _LONGEST = 0.2, 10.0  # seconds before a dead child is started anew, doubling
_SETTLED = 30.0  # seconds of life after which the next death counts as a first


@dataclass
class Watched:
    """One child as it fares."""

    name: str
    child: Child
    process: subprocess.Popen[bytes]
    born: float
    patience: float = _SHORTEST
    due: float | None = None


@dataclass
class Supervisor:
    """Watches children until told to stop. Use it from the main thread: the kernel ties the children to it."""

    say: Callable[[str], None]
    beats: Sequence[Callable[[], None]] = ()
    watched: list[Watched] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        """Stop on INT and TERM; a hang-up of the terminal is one too."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(sign) is not signal.SIG_IGN:  # `nohup` asked for a hang-up to pass by
                signal.signal(sign, self._told)

    def start(self, *, name: str, child: Child) -> None:
        """Start a child and watch it from now on."""
        self.watched.append(Watched(name, child, spawn(child=child), time.monotonic()))

    def watch(self) -> None:
        """Return when told to stop."""
        while not self.stopping.wait(_BEAT):
            self.beat()

    def beat(self) -> None:
        """Look once at everybody."""
        for beat in self.beats:
            beat()
        now = time.monotonic()
        for one in self.watched:
            self._look_at(one, now)

    def stop(self, *, seconds: float) -> None:
        """Stop the children, the last started first; those that do not go within `seconds` are killed, with their own."""
        end_groups([one.process for one in reversed(self.watched)], seconds=seconds)

    def _look_at(self, one: Watched, now: float) -> None:
        if one.process.poll() is None:
            return
        if one.due is None:
            self._mourn(one, now)
        elif now >= one.due:
            one.process, one.born, one.due = spawn(child=one.child), now, None

    def _mourn(self, one: Watched, now: float) -> None:
        end_groups([one.process], seconds=0.0)  # whatever it had started goes with it
        if now - one.born > _SETTLED:
            one.patience = _SHORTEST
        self.say(f"{one.name} 已退出（{one.process.returncode}），{one.patience:g} 秒后重新启动；日志：{one.child.log}")
        one.due = now + one.patience
        one.patience = min(one.patience * 2, _LONGEST)

    def _told(self, _sign: int, _frame: FrameType | None) -> None:
        self.stopping.set()

"""What is wrong with a pack, and where."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file, the line (from 1), the key as a dotted path, and what is expected there."""

    file: str
    line: int
    key: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key or '(file)'}: {self.expected}"


class PackFaulty(ValueError):
    """A pack cannot be loaded. `faults` lists everything found, in file and line order."""

    code = "PACK_FAULTY"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(sorted(faults))


def one_fault(*, file: Path | str, line: int, key: str, expected: str) -> PackFaulty:
    """The error for a single fault."""
    return PackFaulty((Fault(str(file), line, key, expected),))

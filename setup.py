"""Lays the policy packs and the compiled catalogues into the wheel; everything else stands in pyproject.toml."""

import shutil
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py

PACKS = Path(__file__).parent / "packs"


class WithPacks(build_py):
    """The usual build, the packs beside the rooms, the catalogues compiled. A source tree has both from set-up instead."""

    def run(self) -> None:
        """Copy the packs and compile the catalogues after everything else."""
        super().run()
        if not self.editable_mode:
            house = Path(self.build_lib) / "mantetong"
            shutil.copytree(PACKS, house / "packs", dirs_exist_ok=True)
            for source in (house / "locale").rglob("*.po"):
                with source.open("rb") as words, source.with_suffix(".mo").open("wb") as compiled:
                    write_mo(compiled, read_po(words))


setup(cmdclass={"build_py": WithPacks})

"""Lays the policy packs into the wheel, where the program looks for them; everything else stands in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PACKS = Path(__file__).parent / "packs"


class WithPacks(build_py):
    """The usual build, and the packs beside the rooms. A source tree reads them from the top instead."""

    def run(self) -> None:
        """Copy the packs after everything else."""
        super().run()
        if not self.editable_mode:
            shutil.copytree(PACKS, Path(self.build_lib) / "mantetong" / "packs", dirs_exist_ok=True)


setup(cmdclass={"build_py": WithPacks})

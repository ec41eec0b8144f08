"""`mantetong policy export` and `import`: a region's list, criteria and amounts as a workbook. The table library is loaded only here."""

import argparse
import sys

NATION = "000000"


def run_export(given: argparse.Namespace) -> int:
    """Write the workbook and say where."""
    from mantetong.policies.sheets.amending import exported  # noqa: PLC0415  half a second that no other word should pay

    given.file.write_bytes(exported(folder=given.packs, region=given.region))
    print(given.file)
    return 0


def run_import(given: argparse.Namespace) -> int:
    """Take the workbook over and name the files written; 1 with every fault, and then nothing is written."""
    from mantetong.policies.sheets.amending import imported  # noqa: PLC0415
    from mantetong.policies.sheets.faults import SheetFaulty  # noqa: PLC0415
    from mantetong.policies.sheets.workbook import content_of  # noqa: PLC0415

    try:
        found = imported(folder=given.packs, content=content_of(given.file))
    except SheetFaulty as error:
        print(*error.faults, sep="\n")
        print(f"发现{len(error.faults)}处问题，政策包没有改动", file=sys.stderr)
        return 1
    print(*(given.packs / path for path in sorted(found.files)), sep="\n")
    print(f"改动{len(found.files)}个文件" if found.files else "与现在的政策包没有差别", file=sys.stderr)
    return 0

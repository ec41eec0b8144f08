"""`mantetong ledger`: prove the chains, print and compare the daily roots."""

import argparse
import json
import sys
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `ledger verify` and `ledger root`."""
    ledger = subparsers.add_parser("ledger", help="prove the ledger whole, hand out its daily roots")
    actions = ledger.add_subparsers(dest="action", required=True)
    verify = actions.add_parser("verify", help="check every chain; with --against also a root handed out earlier")
    verify.add_argument("--against", metavar="FILE", help="a file printed by `ledger root` on an earlier day")
    verify.set_defaults(run=run_verify, needs_django=True)
    root = actions.add_parser("root", help="print the newest signed daily root as one line of JSON, for the auditor outside")
    root.set_defaults(run=run_root, needs_django=True)


def run_verify(arguments: argparse.Namespace) -> int:
    """0 when every chain and the given root hold, 1 otherwise; each broken chain is named on its own line."""
    from mantetong.cases import queries  # noqa: PLC0415  Django is set up only when a command needs it

    broken = 0
    for chain in queries.broken_chains():
        broken += 1
        print(f"filing {chain.filing_id}: broken at entry {chain.broken_at}")
    if arguments.against:
        broken += _differs(arguments.against)
    print("ledger ok" if not broken else f"ledger broken: {broken}", file=sys.stdout if not broken else sys.stderr)
    return 1 if broken else 0


def _differs(path: str) -> int:
    from mantetong.cases import queries  # noqa: PLC0415

    given = json.loads(Path(path).read_text(encoding="utf-8"))
    problem = queries.root_problem(on=given["on"], root=given["root"], signature=given["signature"], key=given["key"])
    if problem:
        print(f"root of {given['on']}: {problem}")
    return int(bool(problem))


def run_root(_arguments: argparse.Namespace) -> int:
    """One line of JSON: day, root, number of chains, signature, public key."""
    from mantetong.cases import queries  # noqa: PLC0415
    from mantetong.outside.signing import public_key  # noqa: PLC0415

    newest = queries.daily_roots(most=1)
    if not newest:
        print("no day has been sealed yet", file=sys.stderr)
        return 1
    on, root, chains, signature = newest[0]
    print(
        json.dumps(
            {
                "on": on.isoformat(),
                "root": root,
                "chains": chains,
                "signature": signature,
                "key": public_key(purpose="daily-root"),
            }
        )
    )
    return 0

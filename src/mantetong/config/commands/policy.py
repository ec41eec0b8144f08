"""`mantetong policy …`: the words of `policies`, and of the later room that replays past cases."""

import argparse
import importlib


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `policy`. Words that need no house must be able to run without Django, hence no imports above."""
    words = importlib.import_module("mantetong.policies.commands").add_parser(subparsers)
    importlib.import_module("mantetong.insight.commands").add_words(words)

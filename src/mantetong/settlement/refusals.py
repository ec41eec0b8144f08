"""A refusal on its way up to the one place that answers."""

from mantetong.settlement.codes import Infcode


class Refused(Exception):
    """Carries a refusal up to the one place that answers; `facts` fill the words of its code."""

    def __init__(self, code: Infcode, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def status(self) -> int:
        """401 for who shows no right token; every other refusal is an answer like any other."""
        return 401 if self.code in {Infcode.NO_TOKEN, Infcode.WRONG_TOKEN} else 200

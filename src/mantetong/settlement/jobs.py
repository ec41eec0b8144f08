"""What the till does by itself: the packs' rules copied for the bare path, and numbers tried out noticed."""

from django.utils import timezone
from procrastinate.contrib.django import app

from mantetong.settlement import alarms, operations


@app.periodic(cron="2 16 * * *")  # UTC: two past midnight in Shanghai, when a dated value may begin
@app.task(name="settlement.copy_rules", queue="care", retry=5)  # no lock: three regions announced at once queue it three times
def copy_rules(timestamp: int = 0, **_ids: object) -> int:  # noqa: ARG001  given by the periodic table
    """Copy what the packs ask of a look-up to where the bare path reads it; how many regions."""
    return operations.copy_rules(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="settlement.raise_alarms", queue="care", queueing_lock="settlement.raise_alarms")
def raise_alarms(timestamp: int) -> int:  # noqa: ARG001  given by the periodic table
    """Notice institutions that try numbers out; how many alarms are new."""
    return alarms.raise_alarms(at=timezone.now())

"""Files that were written before anything names them."""

from django.db import models


class UnnamedBlob(models.Model):
    """A file put into the `documents` storage whose paper is not yet written. The row goes with the paper's writing; one that stays
    tells of a file nobody names (the process died, the place was full), which the sweep deletes after a day.
    """

    storage_key = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()

    class Meta:
        """Swept by age."""

        indexes = [models.Index(fields=["at"], name="unnamed_blob_at")]

"""History of encrypted columns: the trigger copies the sealed bytes, so the copy opens under the purpose of the original."""

from django.db import models

from mantetong.outside.encrypted_field import EncryptedTextField


class CopiedEncryptedText(EncryptedTextField):
    """The column of an event table that holds what a trigger copied from an `EncryptedTextField` of the tracked table."""

    @property
    def _purpose(self) -> str:
        tracked: type[models.Model] = getattr(self.model, "pgh_tracked_model")  # noqa: B009  set by pghistory
        return f"field:{tracked._meta.label_lower}.{self.attname}"  # noqa: SLF001  Django's documented way to a model's label

"""History of encrypted columns: the trigger copies the sealed bytes, so the copy opens under the purpose of the original."""

from mantetong.outside.encrypted_field import EncryptedTextField


class CopiedEncryptedText(EncryptedTextField):
    """The column of an event table that holds what a trigger copied from an `EncryptedTextField` of the tracked table."""

    @property
    def _purpose(self) -> str:
        return f"field:{self.model.pgh_tracked_model._meta.label_lower}.{self.attname}"  # noqa: SLF001  Django's documented way to a model's label

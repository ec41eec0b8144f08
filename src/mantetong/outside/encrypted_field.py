"""A text column that only this installation can read. For search, store `key_ring().digest(…)` beside it."""

from typing import Any

from django.db import models

from mantetong.outside.keys import key_ring


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Text sealed under `field:<app>.<model>.<column>`; NULL stays NULL, an empty text is encrypted like any other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    @property
    def _purpose(self) -> str:
        return f"field:{self.model._meta.label_lower}.{self.attname}"  # noqa: SLF001  Django's documented way

    def sealed_anew(self, sealed: bytes) -> bytes:
        """The same text sealed under the newest master key. Raises CannotOpen."""
        return key_ring().seal(key_ring().open(sealed, purpose=self._purpose), purpose=self._purpose)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's signature
        """Seal on the way in."""
        if isinstance(value, str):
            value = key_ring().seal(value.encode(), purpose=self._purpose)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str | None:
        """Open on the way out."""
        return None if value is None else key_ring().open(bytes(value), purpose=self._purpose).decode()

    def to_python(self, value: Any) -> Any:
        """Plain text stays plain."""
        return value

    def value_to_string(self, obj: Any) -> str:
        """Never written out by a serialiser."""
        raise NotImplementedError

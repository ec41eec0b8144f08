"""The last application to be ready hands the reactions table to the queue."""

from django.apps import AppConfig


class House(AppConfig):
    """The house, once every room is loaded."""

    name = "mantetong.config"
    label = "config"

    def ready(self) -> None:
        """Register what follows what."""
        from mantetong.config.reactions import REACTIONS  # noqa: PLC0415  jobs can be imported only when rooms are ready
        from mantetong.queue.announce import register_reactions  # noqa: PLC0415

        register_reactions(REACTIONS)

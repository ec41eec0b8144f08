"""The last application to be ready hands the reactions table to the queue, and the safety cell to who stands below it."""

from django.apps import AppConfig


class House(AppConfig):
    """The house, once every room is loaded."""

    name = "mantetong.config"
    label = "config"

    def ready(self) -> None:
        """Register what follows what, and who makes files harmless."""
        from mantetong.config.reactions import REACTIONS  # noqa: PLC0415  jobs can be imported only when rooms are ready
        from mantetong.materials.operations.scanning import clean_pages  # noqa: PLC0415
        from mantetong.outside.intake import register_cell  # noqa: PLC0415
        from mantetong.queue.announce import register_reactions  # noqa: PLC0415

        register_reactions(REACTIONS)
        register_cell(clean_pages)

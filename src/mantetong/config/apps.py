"""The last application to be ready hands the reactions table to the queue, and the safety cell and the mark to who stands below."""

from django.apps import AppConfig


class House(AppConfig):
    """The house, once every room is loaded."""

    name = "mantetong.config"
    label = "config"

    def ready(self) -> None:
        """Register what follows what, who makes files harmless and who marks them."""
        from mantetong.config.reactions import REACTIONS  # noqa: PLC0415  jobs can be imported only when rooms are ready
        from mantetong.materials.operations.scanning import clean_pages  # noqa: PLC0415
        from mantetong.materials.operations.showing import marked_for_staff  # noqa: PLC0415
        from mantetong.outside.intake import register_cell, register_mark  # noqa: PLC0415
        from mantetong.queue.announce import register_reactions  # noqa: PLC0415

        register_reactions(REACTIONS)
        register_cell(clean_pages)
        register_mark(marked_for_staff)

"""The first migration of an empty database: the same migrations in the same order, without drawing the house anew at every step."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


class GrowingState(ProjectState):
    """The models as they stand between two migrations, where a new one is drawn alone.

    Django draws every model that is related to a new one anew, so that rows may be read in between as they stood before: in
    a house of a hundred related models most of the time of a first start. Marked as delayed, so that a migration that does read
    rows still gets all models drawn afresh.
    """

    def add_model(self, model_state: ModelState) -> None:
        """Take in a new model, as Django does, without its relatives."""
        key = model_state.app_label, model_state.name_lower
        if "apps" not in self.__dict__ or key in self.models:
            super().add_model(model_state)
            return
        self.models[key] = model_state
        if self._relations is not None:  # type: ignore[attr-defined]  # the stubs leave it out
            self.resolve_model_relations(key)
        self.is_delayed = True
        self.apps.render_multiple([model_state])


def migrate_empty(*, connection: BaseDatabaseWrapper) -> bool:
    """Make all tables in a database that has none of ours; False, with nothing done, when something was applied already."""
    executor = MigrationExecutor(connection)
    if executor.loader.applied_migrations:
        return False
    executor.migrate(executor.loader.graph.leaf_nodes(), state=GrowingState(real_apps=executor.loader.unmigrated_apps))
    return True

"""Mypy plugin: every request has an `actor`, put there by `people.middleware.ActorMiddleware` for all rooms (DESIGN §3)."""

from collections.abc import Callable

from mypy.nodes import MDEF, SymbolTableNode, Var
from mypy.plugin import ClassDefContext, Plugin
from mypy.types import AnyType, TypeOfAny

REQUEST = "django.http.request.HttpRequest"


class RequestActor(Plugin):
    """Adds the attribute to Django's request class."""

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """The one class we add to."""
        return _add_actor if fullname == REQUEST else None


def _add_actor(context: ClassDefContext) -> None:
    # Any: our own types are not loaded yet when Django's stubs are read
    actor = Var("actor", AnyType(TypeOfAny.explicit))
    actor.info = context.cls.info
    actor._fullname = f"{REQUEST}.actor"  # noqa: SLF001  mypy's own way to name a symbol
    context.cls.info.names["actor"] = SymbolTableNode(MDEF, actor, plugin_generated=True)


def plugin(_version: str) -> type[Plugin]:
    """What mypy asks for."""
    return RequestActor

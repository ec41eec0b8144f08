"""What a view is given: a request that has passed the middleware, so that it says who asks."""

from django.http import HttpRequest

from mantetong.domain.actor import Actor


class Request(HttpRequest):
    """Django's request with the `Actor` that `people` puts on it. Only a name for the type checker: Django makes the objects."""

    actor: Actor

"""Routes of the hotline; mounted within those of notice."""

from django.urls import path

from mantetong.notice.hotline import messages, pages

assert messages  # noqa: S101  its words are registered by being imported

routes = [
    path("desk/hotline/", pages.hotline, name="hotline"),
    path("desk/hotline/<int:call_id>/", pages.call, name="hotline-call"),
]

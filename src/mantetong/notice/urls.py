"""Routes of this room."""

from django.urls import path

from mantetong.notice.pages import citizen, desk

app_name = "notice"
urlpatterns = [
    path("notices/", citizen.inbox, name="inbox"),
    path("desk/notices/", desk.unreached, name="unreached"),
    path("desk/notices/<int:notice_id>/call/", desk.called, name="called"),
]

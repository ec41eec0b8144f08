"""Routes of this room."""

from django.urls import path, re_path

from mantetong.settlement.pages import alarms, machine

app_name = "settlement"
urlpatterns = [
    re_path(r"^interface/(?P<infno>[0-9A-Za-z]{1,6})/?$", machine.transact, name="transact"),
    re_path(r"^interface/messages/(?P<msgid>[HP][0-9]{29})/?$", machine.received, name="received"),
    path("desk/till/alarms/", alarms.till_alarms, name="alarms"),
    path("openapi.json", machine.openapi, name="openapi"),
]

"""Routes of this room."""

from django.urls import path

from mantetong.people.pages import citizen, desk, insurance

app_name = "people"
urlpatterns = [
    path("account/login/", citizen.login, name="login"),
    path("account/code/", citizen.code, name="code"),
    path("account/name/", citizen.name, name="name"),
    path("account/insurance/", insurance.insurance, name="insurance"),
    path("account/logout/", citizen.logout, name="logout"),
    path("desk/login/", desk.login, name="desk-login"),
    path("desk/totp/", desk.totp, name="totp"),
]

"""Routes of this room."""

from django.urls import path

from mantetong.recognition.pages import citizen, public

app_name = "recognition"
urlpatterns = [
    path("certificates/", citizen.wallet, name="wallet"),
    path("certificates/<str:token>.pdf", citizen.certificate, name="certificate"),
    path("certificates/<str:token>/card.pdf", citizen.wallet_card, name="card"),
    path("v/<str:token>", public.verify, name="verify"),
]

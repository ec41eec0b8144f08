"""Routes of this room."""

from django.urls import path

from mantetong.recognition.pages import citizen, offline, public, sign_off

app_name = "recognition"
urlpatterns = [
    path("certificates/", citizen.wallet, name="wallet"),
    path("certificates/<str:token>.pdf", citizen.certificate, name="certificate"),
    path("certificates/<str:token>/card.pdf", citizen.wallet_card, name="card"),
    path("verify/", offline.verify_code, name="verify-code"),
    path("verify/withdrawn.json", offline.withdrawn, name="withdrawn"),
    path("verify/worker.js", offline.worker, name="verify-worker"),
    path("desk/existing/", sign_off.sign_off, name="sign-off"),
    path("v/<str:token>", public.verify, name="verify"),
]

"""Routes of this room."""

from django.urls import path

from mantetong.recognition.pages import citizen, desk, desk_posting, hearing, offline, posting, public, sign_off

app_name = "recognition"
urlpatterns = [
    path("certificates/", citizen.wallet, name="wallet"),
    path("certificates/<str:token>.pdf", citizen.certificate, name="certificate"),
    path("certificates/<str:token>/card.pdf", citizen.wallet_card, name="card"),
    path("certificates/<str:token>/post/", posting.ask_posting, name="post"),
    path("certificates/<str:token>/licence.json", citizen.licence, name="licence"),
    path("certificates/<str:token>/hearing/", hearing.hearing, name="hearing"),
    path("verify/", offline.verify_code, name="verify-code"),
    path("verify/withdrawn.json", offline.withdrawn, name="withdrawn"),
    path("verify/worker.js", offline.worker, name="verify-worker"),
    path("desk/recognitions/", desk.holdings, name="holdings"),
    path("desk/recognitions/<int:number>/", desk.holding, name="holding"),
    path("desk/recognitions/<int:number>/resume/", desk.resume, name="resume"),
    path("desk/recognitions/<int:number>/proposals/<int:proposal>/", desk.decide, name="decide"),
    path("desk/posting/", desk_posting.postings, name="postings"),
    path("desk/posting/<int:posting>/label.pdf", desk_posting.label, name="label"),
    path("desk/existing/", sign_off.sign_off, name="sign-off"),
    path("v/<str:token>", public.verify, name="verify"),
]

"""Routes of this room."""

from django.urls import path

from mantetong.people.pages import (
    account,
    citizen,
    closed,
    confirming,
    desk,
    desk_mandates,
    desk_rights,
    insurance,
    out_of_area,
    rights,
)
from mantetong.people.pages.family import asking, listing, proving

app_name = "people"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/login/", citizen.login, name="login"),
    path("account/code/", citizen.code, name="code"),
    path("account/name/", citizen.name, name="name"),
    path("account/confirm/", confirming.confirm, name="confirm"),
    path("account/newcomer/", confirming.newcomer, name="newcomer"),
    path("account/insurance/", insurance.insurance, name="insurance"),
    path("account/living/<str:region>/", out_of_area.living, name="living"),
    path("account/living/<str:region>/register/", out_of_area.register_first, name="register-first"),
    path("account/phone/", account.phone, name="phone"),
    path("account/phone/code/", account.phone_code, name="phone-code"),
    path("account/devices/", account.devices, name="devices"),
    path("account/devices/<int:device_id>/end/", account.end_device, name="end-device"),
    path("account/family/", listing.family, name="family"),
    path("account/family/add/", asking.ward, name="ward"),
    path("account/family/add/bond/", asking.bond, name="bond"),
    path("account/family/add/term/", asking.term, name="term"),
    path("account/family/add/proof/", asking.proof, name="proof"),
    path("account/family/add/proof/detail/", asking.detail, name="proof-detail"),
    path("account/family/<int:mandate_id>/code/", proving.mandate_code, name="mandate-code"),
    path("account/family/<int:mandate_id>/end/", listing.end, name="end-mandate"),
    path("account/family/<int:mandate_id>/own-word/", listing.own_word, name="own-word"),
    path("account/data/", rights.rights, name="rights"),
    path("account/data/copy/", rights.ask_copy, name="ask-copy"),
    path("account/data/copy/<int:copy_id>/", rights.copy, name="copy"),
    path("account/data/correction/", rights.correction, name="correction"),
    path("account/data/consent/<int:consent_id>/withdraw/", rights.withdraw, name="withdraw-consent"),
    path("account/data/closing/", rights.closing, name="closing"),
    path("account/closed/", closed.closed, name="closed"),
    path("account/logout/", citizen.logout, name="logout"),
    path("desk/login/", desk.login, name="desk-login"),
    path("desk/totp/", desk.totp, name="totp"),
    path("desk/mandates/", desk_mandates.mandates, name="desk-mandates"),
    path("desk/mandates/<int:mandate_id>/", desk_mandates.mandate, name="desk-mandate"),
    path("desk/mandates/<int:mandate_id>/end/", desk_mandates.end, name="desk-end-mandate"),
    path("desk/mandates/<int:mandate_id>/paper/<int:number>.jpg", desk_mandates.proof_paper, name="desk-proof-paper"),
    path("desk/corrections/", desk_rights.corrections, name="desk-corrections"),
    path("desk/corrections/<int:correction_id>/", desk_rights.correction, name="desk-correction"),
]

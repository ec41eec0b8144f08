"""Routes of the counter; mounted within those of apply."""

from django.urls import path

from mantetong.apply.clerk import messages
from mantetong.apply.clerk.pages import beginning, entering, handing_in, register, scanning

assert messages  # noqa: S101  its words are registered by being imported

routes = [
    path("desk/counter/", beginning.counter, name="counter"),
    path("desk/counter/slip/", beginning.slip, name="counter-slip"),
    path("desk/counter/originals/", register.register, name="originals"),
    path("desk/counter/<str:reference>/", entering.entry, name="counter-entry"),
    path("desk/counter/<str:reference>/form.pdf", entering.form_pdf, name="counter-form"),
    path("desk/counter/<str:reference>/sign/", entering.sign, name="counter-sign"),
    path("desk/counter/<str:reference>/original/", entering.original, name="counter-original"),
    path("desk/counter/<str:reference>/labels/", register.labels, name="counter-labels"),
    path("desk/counter/<str:reference>/feed/", scanning.feed, name="counter-feed"),
    path("desk/counter/<str:reference>/feed/<int:number>.jpg", scanning.fed_page, name="counter-fed-page"),
    path("desk/counter/<str:reference>/missing/", handing_in.missing, name="counter-missing"),
    path("desk/counter/<str:reference>/check/", handing_in.check, name="counter-check"),
    path("desk/counter/<str:reference>/receipt/", handing_in.receipt, name="counter-receipt"),
    path("desk/counter/<str:reference>/code/", handing_in.query_code, name="counter-code"),
]

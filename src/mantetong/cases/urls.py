"""Routes: my cases, progress by number, and the auditor's look at the ledger."""

from django.urls import path

from mantetong.cases.pages import applicant, auditor, public, ward

app_name = "cases"
urlpatterns = [
    path("my/", applicant.mine, name="mine"),
    path("my/of/<int:person_id>/", ward.ward, name="ward"),
    path("my/<str:reference>/", applicant.home, name="home"),
    path("my/<str:reference>/timeline/", applicant.timeline, name="timeline"),
    path("my/<str:reference>/withdraw/<str:case_reference>/", applicant.withdraw, name="withdraw"),
    path("progress/", public.progress, name="progress"),
    path("desk/ledger/", auditor.ledger, name="ledger"),
]

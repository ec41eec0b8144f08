"""Routes of this room."""

from django.urls import path

from mantetong.determination.pages import applicant, deciding, expert, institution, supervisor

app_name = "determination"
urlpatterns = [
    path("desk/panel/", expert.panel, name="panel"),
    path("desk/panel/<str:reference>/", expert.vote, name="vote"),
    path("desk/institution/", institution.institution, name="institution"),
    path("desk/confirm/", supervisor.confirm_list, name="confirm-list"),
    path("desk/confirm/<str:reference>/", supervisor.confirm, name="confirm"),
    path("desk/case/<str:reference>/decide/", deciding.decide, name="decide"),
    path("desk/case/<str:reference>/decision-form/", deciding.decision_form, name="decision-form"),
    path("desk/case/<str:reference>/send-back/", deciding.send_back, name="send-back"),
    path("decision/<str:reference>/", applicant.decision, name="decision"),
    path("decision/<str:reference>/letter.pdf", applicant.letter, name="letter"),
    path("decision/<str:reference>/reopen/", applicant.reopen, name="reopen"),
]

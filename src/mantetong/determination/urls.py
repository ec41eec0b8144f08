"""Routes of this room."""

from django.urls import path

from mantetong.determination.pages import (
    applicant,
    deciding,
    desk_codes,
    desk_correcting,
    desk_experts,
    desk_feedback,
    desk_first_round,
    desk_panel,
    desk_quality,
    desk_reading,
    desk_sending_back,
    expert,
    institution,
    supervisor,
)

app_name = "determination"
urlpatterns = [
    path("desk/panel/", expert.panel, name="panel"),
    path("desk/panel/<str:reference>/", expert.vote, name="vote"),
    path("desk/panel/<str:reference>/tie/", expert.tie, name="tie"),
    path("desk/experts/", desk_experts.experts, name="experts"),
    path("desk/experts/<int:account_id>/", desk_experts.expertise, name="expertise"),
    path("desk/institution/", institution.institution, name="institution"),
    path("desk/confirm/", supervisor.confirm_list, name="confirm-list"),
    path("desk/confirm/<str:reference>/", supervisor.confirm, name="confirm"),
    path("desk/case/<str:reference>/decide/", deciding.decide, name="decide"),
    path("desk/case/<str:reference>/decision-form/", deciding.decision_form, name="decision-form"),
    path("desk/case/<str:reference>/send-back/", desk_sending_back.send_back, name="send-back"),
    path("desk/case/<str:reference>/first-round/", desk_first_round.first_round, name="first-round"),
    path("desk/case/<str:reference>/panel/", desk_panel.panel_of, name="panel-of"),
    path("desk/case/<str:reference>/panel/replace/", desk_panel.replace, name="panel-replace"),
    path("desk/case/<str:reference>/panel/waive/", desk_panel.waive, name="panel-waive"),
    path("desk/case/<str:reference>/panel/draw/", desk_panel.draw_again, name="panel-draw"),
    path("desk/case/<str:reference>/correct/", desk_correcting.correct, name="correct"),
    path("desk/case/<str:reference>/correction/", desk_correcting.correction, name="correction"),
    path("desk/case/<str:reference>/correction/drop/", desk_correcting.drop, name="correction-drop"),
    path("desk/case/<str:reference>/reading/", desk_reading.reading, name="reading"),
    path("desk/corrections/", desk_correcting.corrections, name="corrections"),
    path("desk/codes/", desk_codes.codes, name="codes"),
    path("desk/codes/<int:missing_id>/", desk_codes.code, name="code"),
    path("desk/quality/", desk_quality.quality, name="quality"),
    path("desk/quality/automatic/", desk_quality.switch, name="switch"),
    path("desk/feedback/", desk_feedback.feedback, name="feedback"),
    path("decision/<str:reference>/", applicant.decision, name="decision"),
    path("decision/<str:reference>/letter.pdf", applicant.letter, name="letter"),
    path("decision/<str:reference>/reopen/", applicant.reopen, name="reopen"),
]

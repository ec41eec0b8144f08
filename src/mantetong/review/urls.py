"""Routes of this room."""

from django.urls import path

from mantetong.review.pages import (
    acceptance,
    applicant,
    desk,
    desk_counter,
    filing,
    following_up,
    longer,
    sending,
    sharing,
    supplement,
    talking,
)

app_name = "review"
urlpatterns = [
    path("desk/", desk.home, name="home"),
    path("desk/find/", desk.find, name="find"),
    path("desk/next/", sharing.next_case, name="next"),
    path("desk/next/pages/", sharing.peek, name="peek"),
    path("desk/people/", sharing.people, name="people"),
    path("desk/filing/<str:reference>/undo/", sending.undo, name="undo"),
    path("desk/filing/<str:reference>/send-now/", sending.send_now, name="send-now"),
    path("desk/filing/<str:reference>/note/", talking.note, name="note"),
    path("desk/filing/<str:reference>/ask/", talking.ask, name="ask"),
    path("desk/filing/<str:reference>/answer/", talking.answer, name="answer"),
    path("desk/filing/<str:reference>/presence/", talking.presence, name="presence"),
    path("desk/filing/<str:reference>/enquire/", following_up.enquire, name="enquire"),
    path("desk/filing/<str:reference>/enquiry/<int:enquiry_id>/", following_up.enquiry, name="enquiry"),
    path("desk/filing/<str:reference>/promise/", following_up.promise, name="promise"),
    path("desk/filing/<str:reference>/reassign/", sharing.reassign, name="reassign"),
    path("desk/supplement/", desk_counter.find, name="counter-find"),
    path("desk/supplement/<int:assignment_id>/", desk_counter.supplement, name="counter-supplement"),
    path("desk/list/<str:which>/", desk.work_list, name="work-list"),
    path("desk/filing/<str:reference>/", filing.filing, name="filing"),
    path("desk/filing/<str:reference>/claim/", filing.claim, name="claim"),
    path("desk/filing/<str:reference>/release/", filing.release, name="release"),
    path("desk/filing/<str:reference>/supplement/", supplement.build, name="build-supplement"),
    path("desk/filing/<str:reference>/again/", supplement.ask_again, name="ask-again"),
    path("desk/filing/<str:reference>/accept/", acceptance.accept, name="accept"),
    path("desk/filing/<str:reference>/refuse/", acceptance.refuse, name="refuse"),
    path("desk/case/<str:reference>/criterion/", filing.overrule, name="overrule"),
    path("desk/case/<str:reference>/pass-on/", filing.pass_on, name="pass-on"),
    path("desk/case/<str:reference>/lapse/", filing.lapse, name="lapse"),
    path("supplement/<str:reference>/", applicant.supplement, name="supplement"),
    path("supplement/<str:reference>/waiting/", longer.waiting, name="waiting"),
    path("supplement/<str:reference>/more-time/", longer.more_time, name="more-time"),
    path("refusal/<str:reference>/", applicant.refusal, name="refusal"),
]

"""Routes of this room."""

from django.urls import path

from mantetong.notice.hotline.urls import routes as hotline
from mantetong.notice.pages import answering, citizen, desk, desk_portals, desk_words, doors, public, saying

app_name = "notice"
urlpatterns = [
    path("notices/", citizen.inbox, name="inbox"),
    path("notices/genuine/", public.genuine, name="genuine"),
    path("notices/ways/", doors.ways, name="ways"),
    path("notices/push/", doors.push_on, name="push-on"),
    path("notices/push/off/", doors.push_off, name="push-off"),
    path("door/<str:region>/<str:code>/mini/asks.json", doors.mini_asks, name="mini-asks"),
    path("door/<str:region>/<str:code>/mini/agreed/", doors.mini_agreed, name="mini-agreed"),
    path("my/<str:reference>/questions/", saying.questions, name="questions"),
    path("rating/<str:reference>/", saying.rating, name="rating"),
    path("desk/notices/", desk.unreached, name="unreached"),
    path("desk/notices/<int:notice_id>/call/", desk.called, name="called"),
    path("desk/portals/", desk_portals.portals, name="portals"),
    path("desk/portals/<int:subscriber_id>/", desk_portals.journal, name="push-journal"),
    path("desk/portals/<int:subscriber_id>/switch/", desk_portals.switch, name="switch-portal"),
    path("desk/portals/push/<int:push_id>/again/", desk_portals.again, name="push-again"),
    path("desk/words/", desk_words.words, name="words"),
    path("desk/words/<slug:text_key>/", desk_words.text, name="text"),
    path("desk/words/<slug:text_key>/<slug:channel>/<slug:language>/", desk_words.change_words, name="change-words"),
    path("desk/questions/", answering.open_questions, name="open-questions"),
    path("desk/questions/<int:question_id>/", answering.answer, name="answer-question"),
    path("desk/call-backs/", answering.call_backs, name="call-backs"),
    path("desk/call-backs/<int:call_back_id>/", answering.called_back, name="called-back"),
    *hotline,
]

"""Routes of this room."""

from django.urls import path

from mantetong.policies.pages import calendar, compare, desk, public, publishing, recordings, self_check, workbooks

app_name = "policies"
urlpatterns = [
    path("", public.home, name="home"),
    path("guide/<str:code>.json", public.guide_json, name="guide-json"),
    path("guide/<str:code>/", public.guide, name="guide"),
    path("guide/<str:code>/diseases/", public.diseases, name="diseases"),
    path("guide/<str:code>/check/", self_check.self_check, name="self-check"),
    path("guide/<str:code>/words/<str:language>/<str:occasion>/", recordings.recording, name="recording"),
    path("guide/<str:code>/form.pdf", public.blank_form, name="blank-form"),
    path("desk/publications/", publishing.listing, name="desk-publications"),
    path("desk/publications/<int:number>/", publishing.one, name="desk-publication"),
    path("desk/publications/<int:number>/ask/", publishing.ask, name="desk-publication-ask"),
    path("desk/publications/<int:number>/confirm/", publishing.confirm, name="desk-publication-confirm"),
    path("desk/publications/<int:number>/recall/", publishing.recall, name="desk-publication-recall"),
    path("desk/publications/<int:number>/replay/", publishing.ask_replay, name="desk-publication-replay"),
    path("desk/publications/<int:number>/packs.zip", publishing.packs_zip, name="desk-publication-packs"),
    path("desk/calendar/", calendar.calendars, name="desk-calendar"),
    path("desk/policies/", desk.overview, name="desk"),
    path("desk/policies/<str:code>/", desk.region, name="desk-region"),
    path("desk/policies/<str:code>/compare/", compare.compare, name="desk-compare"),
    path("desk/policies/<str:code>/workbook/", workbooks.workbook, name="desk-workbook"),
    path("desk/policies/<str:code>/workbook.xlsx", workbooks.download, name="desk-workbook-file"),
]

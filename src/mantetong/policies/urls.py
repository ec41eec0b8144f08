"""Routes of this room."""

from django.urls import path

from mantetong.policies.pages import desk, public, self_check

app_name = "policies"
urlpatterns = [
    path("", public.home, name="home"),
    path("guide/<str:code>.json", public.guide_json, name="guide-json"),
    path("guide/<str:code>/", public.guide, name="guide"),
    path("guide/<str:code>/diseases/", public.diseases, name="diseases"),
    path("guide/<str:code>/check/", self_check.self_check, name="self-check"),
    path("guide/<str:code>/form.pdf", public.blank_form, name="blank-form"),
    path("desk/policies/", desk.overview, name="desk"),
    path("desk/policies/<str:code>/", desk.region, name="desk-region"),
    path("desk/policies/<str:code>/compare/", desk.compare, name="desk-compare"),
]

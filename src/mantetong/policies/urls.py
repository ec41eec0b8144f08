"""Routes of this room."""

from django.urls import path

from mantetong.policies.pages import public, self_check

app_name = "policies"
urlpatterns = [
    path("", public.home, name="home"),
    path("guide/<str:code>.json", public.guide_json, name="guide-json"),
    path("guide/<str:code>/", public.guide, name="guide"),
    path("guide/<str:code>/diseases/", public.diseases, name="diseases"),
    path("guide/<str:code>/check/", self_check.self_check, name="self-check"),
    path("guide/<str:code>/form.pdf", public.blank_form, name="blank-form"),
]

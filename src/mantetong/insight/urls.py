"""Routes of this room."""

from django.urls import path

from mantetong.insight.pages import public

app_name = "insight"
urlpatterns = [path("figures/", public.figures, name="figures")]

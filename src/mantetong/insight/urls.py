"""Routes of this room."""

from django.urls import path

from mantetong.insight.pages import auditor, public

app_name = "insight"
urlpatterns = [
    path("figures/", public.figures, name="figures"),
    path("desk/audit/", auditor.audit, name="audit"),
    path("desk/audit/package/", auditor.package, name="package"),
]

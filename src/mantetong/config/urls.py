"""Where every room's pages stand. Rooms name their routes; this file alone gives them their address."""

from django.urls import include, path

from mantetong.config import health

handler400 = "mantetong.web.errors.bad_request"
handler403 = "mantetong.web.errors.forbidden"
handler404 = "mantetong.web.errors.not_found"
handler500 = "mantetong.web.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("mantetong.settlement.urls")),  # first: tills come by the hundred a second
    path("", include("mantetong.policies.urls")),
    path("", include("mantetong.web.urls")),
    path("", include("mantetong.people.urls")),
    path("", include("mantetong.cases.urls")),
    path("", include("mantetong.recognition.urls")),
    path("", include("mantetong.materials.urls")),
    path("", include("mantetong.apply.urls")),
    path("", include("mantetong.review.urls")),
    path("", include("mantetong.determination.urls")),
    path("", include("mantetong.notice.urls")),
    path("", include("mantetong.insight.urls")),
]

"""The product's addresses, and two views of the bench's own: an ordinary look-up to compare with, and a submission."""

from django.urls import include, path

from bench.ordinary import look_up, submit

handler500 = "mantetong.web.errors.server_error"
urlpatterns = [
    path("bench/orm/5301", look_up),
    path("bench/submit/<str:reference>", submit),
    path("", include("mantetong.config.urls")),
]

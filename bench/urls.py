"""The product's addresses, and the view to compare the bare look-up with."""

from django.urls import include, path

from bench.ordinary import look_up

handler500 = "mantetong.web.errors.server_error"
urlpatterns = [path("bench/orm/5301", look_up), path("", include("mantetong.config.urls"))]

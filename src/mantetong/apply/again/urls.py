"""Routes of beginning again; mounted within those of apply."""

from django.urls import path

from mantetong.apply.again import appeal_pages, messages, renewal_pages

assert messages  # noqa: S101  its words are registered by being imported

routes = [
    path("appeal/<str:reference>/", appeal_pages.appeal, name="appeal"),
    path("appeal/draft/<str:reference>/", appeal_pages.appeal_draft, name="appeal-draft"),
    path("renew/<str:token>/", renewal_pages.renew, name="renew"),
    path("transfer/<str:token>/<str:region>/", renewal_pages.transfer, name="transfer"),
]

"""Routes of the look: choosing a view, the offline page and its script, the manifest of the installable app, and in the sandbox the gallery."""

from django.urls import path

from mantetong.web import gallery, views

app_name = "web"
urlpatterns = [
    path("view/", views.choose_view, name="view"),
    path("offline/", views.offline, name="offline"),
    path("offline.js", views.offline_script, name="offline-script"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("gallery/", gallery.citizen_gallery, name="gallery"),
    path("gallery/question/", gallery.question_gallery, name="gallery-question"),
    path("gallery/desk/", gallery.desk_gallery, name="gallery-desk"),
    path("gallery/panel/<str:name>/", gallery.panel_gallery, name="gallery-panel"),
]

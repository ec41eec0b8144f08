"""Routes: from the guide's start link to the receipt."""

from django.urls import path

from mantetong.apply.pages import begin, finish, papers, questions, signing

app_name = "apply"
urlpatterns = [
    path("apply/<str:region>/start/", begin.start, name="start"),
    path("apply/draft/<str:reference>/", questions.resume, name="resume"),
    path("apply/draft/<str:reference>/list/", papers.checklist, name="checklist"),
    path("apply/draft/<str:reference>/papers/", papers.papers, name="papers"),
    path("apply/draft/<str:reference>/form/", signing.form, name="form"),
    path("apply/draft/<str:reference>/form.pdf", signing.form_pdf, name="form-pdf"),
    path("apply/draft/<str:reference>/check/", finish.check, name="check"),
    path("apply/draft/<str:reference>/receipt/", finish.receipt, name="receipt"),
    path("apply/draft/<str:reference>/remove/", finish.remove, name="remove"),
    path("apply/draft/<str:reference>/q/<str:code>/", questions.question, name="question"),
]

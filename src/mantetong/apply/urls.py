"""Routes: from the guide's start link to the receipt."""

from django.urls import path

from mantetong.apply.again.urls import routes as again
from mantetong.apply.clerk.urls import routes as counter
from mantetong.apply.pages import begin, camera, check, links, other_ways, papers, questions, receipt, signing, witness

app_name = "apply"
urlpatterns = [
    path("apply/<str:region>/start/", begin.start, name="start"),
    path("apply/draft/<str:reference>/", questions.resume, name="resume"),
    path("apply/draft/<str:reference>/list/", papers.checklist, name="checklist"),
    path("apply/draft/<str:reference>/papers/", papers.papers, name="papers"),
    path("apply/draft/<str:reference>/papers/continue/", papers.to_form, name="to-form"),
    path("apply/draft/<str:reference>/papers/reuse/<str:slot>/", papers.reuse, name="reuse"),
    path("apply/draft/<str:reference>/links/", links.links, name="links"),
    path("apply/draft/<str:reference>/links/<str:slot>/make/", links.make, name="link-make"),
    path("apply/draft/<str:reference>/links/<str:slot>/close/", links.close, name="link-close"),
    path("apply/draft/<str:reference>/links/<str:slot>/qr.svg", links.qr, name="link-qr"),
    path("apply/draft/<str:reference>/sign/", other_ways.ways, name="other-ways"),
    path("apply/draft/<str:reference>/sign/voice/", other_ways.by_voice, name="by-voice"),
    path("apply/draft/<str:reference>/sign/counter/", other_ways.at_counter, name="at-counter"),
    path("apply/draft/<str:reference>/sign/on/<str:way>/", other_ways.on_paper, name="on-paper"),
    path("apply/draft/<str:reference>/form/", signing.form, name="form"),
    path("apply/draft/<str:reference>/form.pdf", signing.form_pdf, name="form-pdf"),
    path("apply/draft/<str:reference>/check/", check.check, name="check"),
    path("apply/draft/<str:reference>/receipt/", receipt.receipt, name="receipt"),
    path("apply/draft/<str:reference>/remove/", check.remove, name="remove"),
    path("apply/draft/<str:reference>/q/<str:code>/", questions.question, name="question"),
    path("photo/", camera.digits, name="camera-digits"),
    path("photo/<str:token>/", camera.camera, name="camera"),
    path("desk/witness/", witness.witness, name="witness"),
    path("desk/filing/<str:reference>/recording/", witness.recording, name="recording"),
    *again,
    *counter,
]

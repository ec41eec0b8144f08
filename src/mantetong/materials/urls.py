"""Routes: the checklist with its uploads, one paper, its pages."""

from django.urls import path

from mantetong.materials.pages import applicant, desk, uploads, viewing

app_name = "materials"
urlpatterns = [
    path("papers/of/<str:reference>/", applicant.slots, name="slots"),
    path("papers/of/<str:reference>/all/", viewing.papers, name="papers"),
    path("papers/of/<str:reference>/slot/<str:code>/", applicant.slot, name="slot"),
    path("papers/of/<str:reference>/slot/<str:code>/upload/", applicant.upload, name="upload"),
    path("papers/of/<str:reference>/slot/<str:code>/papers/", applicant.slot_papers, name="slot_papers"),
    path("papers/of/<str:reference>/slot/<str:code>/order/", applicant.order, name="order"),
    path("papers/of/<str:reference>/restore/", applicant.restore, name="restore"),
    path("papers/of/<str:reference>/uploads/", uploads.begin, name="uploads"),
    path("papers/uploads/<str:key>/", uploads.upload, name="one_upload"),
    path("desk/papers/held/", desk.held, name="held"),
    path("desk/papers/signals/", desk.signals, name="signals"),
    path("desk/papers/signals/<int:signal_id>/", desk.close, name="close_signal"),
    path("papers/<str:key>/", viewing.paper, name="paper"),
    path("papers/<str:key>/remove/", applicant.remove, name="remove"),
    path("papers/<str:key>/page/<int:number>.jpg", viewing.page, name="page"),
]

"""The look-up as an ordinary Django view would be written: ORM, JsonResponse, all middleware. The thing to beat."""

import hashlib
import json
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from mantetong.people.models import InsuredPerson
from mantetong.recognition.models import Recognition
from mantetong.settlement.models import InstitutionToken
from mantetong.web.clock import SHANGHAI, day_of, now_of


@csrf_exempt
def look_up(request: HttpRequest) -> JsonResponse:
    """Token, envelope, person, recognitions, answer."""
    now = now_of(request)
    message = json.loads(request.body)
    digest = hashlib.sha256(request.headers["Authorization"].split()[1].encode()).hexdigest()
    InstitutionToken.objects.get(digest=digest, withdrawn_at=None)
    person = InsuredPerson.objects.only("pk").get(psn_no=message["input"]["data"]["psn_no"])
    on = day_of(now)
    rows = Recognition.objects.filter(person=person, state="IN_FORCE", begins_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    lines = [
        {"opsp_dise_code": row.disease_code, "opsp_dise_name": row.disease_name, "begndate": row.begins_on, "enddate": row.ends_on}
        for row in rows.order_by("disease_code", "pk")
    ]
    stamp = f"{datetime.now(SHANGHAI):%Y%m%d%H%M%S%f}"[:17]  # noqa: TID251  the bench has no request clock of its own
    head = {"infcode": 0, "inf_refmsgid": f"511400{stamp[:14]}0000000001", "refmsg_time": stamp, "respond_time": stamp}
    return JsonResponse(head | {"err_msg": "", "warn_msg": "", "cainfo": "", "signtype": "", "enc_type": "", "output": {"feedetail": lines}})

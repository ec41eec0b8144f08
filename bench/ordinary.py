"""Views of the bench's own. The look-up as an ordinary Django view would be written (ORM, JsonResponse, all middleware) is the
thing to beat. The submission is the product's own transaction and receipt, without the questions before it.
"""

import hashlib
import json
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from mantetong.cases.operations import submit_filing
from mantetong.cases.queries import filing_card, filing_for
from mantetong.people.models import InsuredPerson
from mantetong.policies.queries import current_version
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
    rows = Recognition.objects.filter(person=person, state="IN_FORCE", begins_on__lte=on).filter(
        Q(ends_on=None) | Q(ends_on__gte=on)
    )
    lines = [
        {
            "opsp_dise_code": row.disease_code,
            "opsp_dise_name": row.disease_name,
            "begndate": row.begins_on,
            "enddate": row.ends_on,
        }
        for row in rows.order_by("disease_code", "pk")
    ]
    stamp = f"{datetime.now(SHANGHAI):%Y%m%d%H%M%S%f}"[:17]  # noqa: TID251  the bench has no request clock of its own
    head = {"infcode": 0, "inf_refmsgid": f"511400{stamp[:14]}0000000001", "refmsg_time": stamp, "respond_time": stamp}
    return JsonResponse(
        head | {"err_msg": "", "warn_msg": "", "cainfo": "", "signtype": "", "enc_type": "", "output": {"feedetail": lines}}
    )


@csrf_exempt
def submit(request: HttpRequest, reference: str) -> JsonResponse:
    """Number, clock, ledger, acceptance and queued jobs of one draft in one transaction, and what the receipt shows."""
    at = now_of(request)
    draft = filing_for(viewer=request.actor, reference=reference, at=at)
    version = current_version(region=draft.region, on=day_of(at))
    done = submit_filing(filing_id=draft.id, by=request.actor, at=at, policy_version_id=version.id)
    due_on = filing_card(draft.id).cases[0].clock.due_on
    return JsonResponse({"number": done.number, "query_code": done.query_code, "due_on": due_on})

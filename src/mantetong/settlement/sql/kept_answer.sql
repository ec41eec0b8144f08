-- What was answered to a message of an institution.
SELECT k.infno, k.request_digest, k.answer::text FROM settlement_keptanswer k
WHERE k.institution_code = %(institution_code)s AND k.msgid = %(msgid)s

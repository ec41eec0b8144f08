-- The answer to a message, once: nothing is written where another message of this number was answered, and one still being answered is waited for.
INSERT INTO settlement_keptanswer (institution_code, msgid, infno, request_digest, answer, at)
VALUES (%(institution_code)s, %(msgid)s, %(infno)s, %(request_digest)s, %(answer)s::jsonb, %(at)s)
ON CONFLICT (institution_code, msgid) DO NOTHING

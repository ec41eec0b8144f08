-- A line of the journal.
INSERT INTO settlement_interfacecall (at, infno, msgid, institution_code, psn_no, infcode, microseconds)
VALUES (%(at)s, %(infno)s, %(msgid)s, %(institution_code)s, %(psn_no)s, %(infcode)s, %(microseconds)s)

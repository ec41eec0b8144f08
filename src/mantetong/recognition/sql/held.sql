-- What counts for a person on a day, by disease; the columns are those of RecognitionCard.
SELECT r.id, r.person_id, r.region, r.insutype, r.disease_code, r.disease_name, r.begins_on, r.ends_on, r.state, r.state_reason, r.case_id,
       r.decided_on, r.issued_at, r.token, r.institution_code, r.doctor_code, r.national_state, r.national_serial, r.national_said
FROM recognition_recognition r
WHERE r.person_id = %(person_id)s AND r.state = 'IN_FORCE' AND r.begins_on <= %(on)s AND (r.ends_on IS NULL OR r.ends_on >= %(on)s)
ORDER BY r.disease_code, r.id

-- What counts for a person on a day, at the till.
-- No row: nobody confirmed has this number. One row with nulls: the person is recognised for nothing on that day.
-- Suspended, revoked and not-yet-effective recognitions are left out, and everything from the day after a death; `ends_on` is the last day in force.
-- `places` are the regions of the person's insurances, comma-separated.
SELECT (SELECT string_agg(i.region, ',') FROM people_insurance i WHERE i.person_id = p.id AND i.ended_at IS NULL) AS places,
       r.region, r.disease_code, r.disease_name, to_char(r.begins_on, 'YYYY-MM-DD'), to_char(r.ends_on, 'YYYY-MM-DD')
FROM people_insuredperson p
LEFT JOIN recognition_recognition r
       ON r.psn_no = p.psn_no AND r.state = 'IN_FORCE'
      AND (p.died_on IS NULL OR p.died_on >= %(on)s)
      AND r.begins_on <= %(on)s AND (r.ends_on IS NULL OR r.ends_on >= %(on)s)
WHERE p.psn_no = %(psn_no)s AND p.registry_state = 'CONFIRMED'
ORDER BY r.disease_code, r.begins_on, r.id

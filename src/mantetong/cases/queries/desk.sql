-- desk_sheet: everything the hall knows of one filing for the one who judges one of its cases, in one answer
SELECT
  (SELECT account_id FROM cases_claim WHERE filing_id = %(filing)s AND released_at IS NULL),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(code, encode(explanation, 'hex')) ORDER BY id), '[]')
     FROM cases_hold WHERE filing_id = %(filing)s AND cleared_at IS NULL),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(seq, action, role, account_id_of_actor, at, facts, digest) ORDER BY seq), '[]')
     FROM cases_ledgerentry WHERE filing_id = %(filing)s),
  (SELECT coalesce(jsonb_agg(to_jsonb(a) - 'case_id' ORDER BY a.id), '[]') FROM cases_criterionanswer a WHERE case_id = %(case)s),
  (SELECT facts FROM cases_factsheet WHERE case_id = %(case)s ORDER BY id DESC LIMIT 1),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(e.number, e.disease_code, e.stage, e.outcome, e.decided_at, f.reference, f.kind, e.region)
                             ORDER BY e.id DESC), '[]')
     FROM (SELECT * FROM cases_case WHERE person_id = %(person)s AND filing_id <> %(filing)s AND stage <> 'DRAFT'
            ORDER BY id DESC LIMIT 20) e
     JOIN cases_filing f ON f.id = e.filing_id),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(id, case_id, account_id, institution_id, role, why) ORDER BY id), '[]')
     FROM cases_assignment WHERE filing_id = %(filing)s AND until_at IS NULL),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(event, at) ORDER BY at, id), '[]') FROM cases_reached WHERE filing_id = %(filing)s)

-- The newest fact sheet of each submitted case with what groups it, a batch after the last case seen. Drafts were judged by nobody.
SELECT c.id, c.region, c.disease_code, s.facts::text, c.stage, coalesce(c.outcome, ''), f.insutype, f.door,
       coalesce((SELECT min(i.region) FROM people_insurance i
                 WHERE i.person_id = c.person_id AND i.insutype = f.insutype AND i.ended_at IS NULL), '') AS county, f.policy_version_id
FROM cases_case c
JOIN cases_filing f ON f.id = c.filing_id
CROSS JOIN LATERAL (SELECT facts FROM cases_factsheet WHERE case_id = c.id ORDER BY id DESC LIMIT 1) s
WHERE c.id > %(after)s AND c.region = ANY(%(regions)s)
  AND f.submitted_at IS NOT NULL AND (%(since)s::date IS NULL OR f.submitted_at >= %(since)s::date)
ORDER BY c.id LIMIT %(most)s

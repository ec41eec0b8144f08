-- How many cases a replay will read: for its progress bar.
SELECT count(*) FROM cases_case c JOIN cases_filing f ON f.id = c.filing_id
WHERE c.region = ANY(%(regions)s) AND f.submitted_at IS NOT NULL
  AND (%(since)s::date IS NULL OR f.submitted_at >= %(since)s::date)
  AND EXISTS (SELECT 1 FROM cases_factsheet s WHERE s.case_id = c.id)

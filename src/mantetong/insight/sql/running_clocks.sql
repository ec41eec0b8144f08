-- What the clock of each running case counts with, a batch after the last case seen: for due days under other rules.
SELECT c.id, c.region, coalesce(c.counted_from, f.submitted_at), c.limit_days, c.due_on,
       coalesce((SELECT json_agg(json_build_array(p.from_at, p.until_at) ORDER BY p.from_at, p.id) FROM cases_pause p
                 WHERE p.case_id = c.id), '[]'::json)::text
FROM cases_case c JOIN cases_filing f ON f.id = c.filing_id
WHERE c.stage = ANY(%(stages)s) AND c.id > %(after)s AND c.region = ANY(%(regions)s)
  AND f.submitted_at IS NOT NULL AND (%(since)s::date IS NULL OR f.submitted_at >= %(since)s::date)
ORDER BY c.id LIMIT %(most)s

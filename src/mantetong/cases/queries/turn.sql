-- next_filings: what the lists "unclaimed" and "held" show to this viewer, the urgent lane first, in one question
SELECT filing_id FROM (
  (SELECT 0 AS lane, c.line_on, c.risk, c.id, c.filing_id FROM cases_case c
    WHERE c.region = %(region)s AND c.stage = 'REVIEWING' AND c.is_urgent
      AND NOT EXISTS (SELECT FROM cases_claim WHERE filing_id = c.filing_id AND released_at IS NULL)
      AND NOT EXISTS (SELECT FROM cases_following WHERE filing_id = c.filing_id AND hands @> %(viewer)s::jsonb)
    ORDER BY c.line_on, c.risk DESC, c.id LIMIT %(most)s)
  UNION ALL
  (SELECT 1, c.line_on, c.risk, c.id, c.filing_id FROM cases_case c
    WHERE c.region = %(region)s AND c.stage = 'REVIEWING' AND NOT c.is_urgent
      AND NOT EXISTS (SELECT FROM cases_claim WHERE filing_id = c.filing_id AND released_at IS NULL)
      AND NOT EXISTS (SELECT FROM cases_following WHERE filing_id = c.filing_id AND hands @> %(viewer)s::jsonb)
    ORDER BY c.line_on, c.risk DESC, c.id LIMIT %(most)s)
  UNION ALL
  (SELECT 1, c.line_on, c.risk, c.id, c.filing_id FROM cases_case c
    WHERE c.region = %(region)s AND c.stage = 'FILED'
      AND NOT EXISTS (SELECT FROM cases_claim WHERE filing_id = c.filing_id AND released_at IS NULL)
      AND NOT EXISTS (SELECT FROM cases_following WHERE filing_id = c.filing_id AND hands @> %(viewer)s::jsonb)
    ORDER BY c.line_on, c.risk DESC, c.id LIMIT %(most)s)
) waiting ORDER BY lane, line_on, risk DESC, id

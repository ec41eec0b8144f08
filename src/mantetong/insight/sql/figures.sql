-- What was filed and how it ended, per region, since a moment. Drafts are nobody's figure.
SELECT c.region,
       count(*) AS submitted,
       count(*) FILTER (WHERE c.stage = 'DECIDED') AS decided,
       count(*) FILTER (WHERE c.outcome = 'RECOGNISED') AS recognised,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.decided_at - f.submitted_at) / 86400)
           FILTER (WHERE c.stage = 'DECIDED') AS days
FROM cases_case c JOIN cases_filing f ON f.id = c.filing_id
WHERE f.submitted_at >= %(since)s AND f.submitted_at <= %(at)s
GROUP BY c.region
ORDER BY c.region

-- Cases whose clock runs towards a published day, a batch after the last id seen. A paused clock has no day.
SELECT id, due_on, risk FROM cases_case
WHERE due_on IS NOT NULL AND stage IN ('FILED', 'REVIEWING', 'DETERMINING', 'CONFIRMING') AND id > %(after)s
ORDER BY id LIMIT %(most)s

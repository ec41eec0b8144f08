-- Every token that opens the interface today, with the institution it is bound to.
SELECT t.digest, t.institution_id
FROM settlement_institutiontoken t JOIN people_institution i ON i.code = t.institution_id
WHERE t.withdrawn_at IS NULL AND i.in_force

-- The institution that a token opens the interface for and whether it must encrypt, with a row for each key it must sign with, and nulls where it needs none.
SELECT t.institution_id, k.kind, k.public_key,
    EXISTS (SELECT FROM settlement_institutioncipher c WHERE c.institution_id = t.institution_id AND c.withdrawn_at IS NULL AND c.is_demanded)
FROM settlement_institutiontoken t JOIN people_institution i ON i.code = t.institution_id
LEFT JOIN settlement_institutionkey k ON k.institution_id = t.institution_id AND k.withdrawn_at IS NULL
WHERE t.digest = %(digest)s AND t.withdrawn_at IS NULL AND i.in_force
ORDER BY k.id

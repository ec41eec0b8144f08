-- Every key that stands today, with the institution that must sign with it.
SELECT k.institution_id, k.kind, k.public_key
FROM settlement_institutionkey k
WHERE k.withdrawn_at IS NULL

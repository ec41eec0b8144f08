-- Every SM4 key that stands today, sealed as it is kept, newest first, with the institution it was made for and whether that must encrypt.
SELECT c.institution_id, c.secret, c.is_demanded
FROM settlement_institutioncipher c
WHERE c.withdrawn_at IS NULL
ORDER BY c.id DESC

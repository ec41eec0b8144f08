-- an ended case has not exactly one standing decision with its outcome
SELECT c.id FROM cases_case c
WHERE c.stage = 'DECIDED'
  AND (SELECT count(*) FROM cases_decision d WHERE d.case_id = c.id AND d.superseded_at IS NULL AND d.outcome = c.outcome) <> 1
LIMIT 1;

-- a case that is not decided has a decision in force
SELECT c.id FROM cases_case c JOIN cases_decision d ON d.case_id = c.id AND d.superseded_at IS NULL AND d.is_final
WHERE c.stage <> 'DECIDED'
LIMIT 1;

-- a recognised case has no recognition of the same person
SELECT c.id FROM cases_case c
LEFT JOIN recognition_recognition r ON r.case_id = c.id AND r.person_id = c.person_id AND r.disease_code = c.disease_code
WHERE c.stage = 'DECIDED' AND c.outcome = 'RECOGNISED' AND r.id IS NULL
LIMIT 1;

-- a recognition rests on a case that was not recognised
SELECT r.id FROM recognition_recognition r JOIN cases_case c ON c.id = r.case_id
WHERE c.outcome IS DISTINCT FROM 'RECOGNISED'
LIMIT 1;

-- a case belongs to another person or region than its filing
SELECT c.id FROM cases_case c JOIN cases_filing f ON f.id = c.filing_id
WHERE c.person_id <> f.person_id OR c.region <> f.region
LIMIT 1;

-- a case or filing stands without the row it rests on
SELECT c.id FROM cases_case c
LEFT JOIN cases_filing f ON f.id = c.filing_id
LEFT JOIN people_insuredperson p ON p.id = c.person_id
WHERE f.id IS NULL OR p.id IS NULL
LIMIT 1;

-- a ledger entry is about another person than its filing
SELECT l.id FROM cases_ledgerentry l JOIN cases_filing f ON f.id = l.filing_id
WHERE (l.facts ->> 'subject')::bigint <> f.person_id
LIMIT 1;

-- a filing's head is not its last entry
SELECT f.id FROM cases_filing f
LEFT JOIN cases_ledgerentry l ON l.filing_id = f.id AND l.seq = f.ledger_seq
WHERE f.ledger_seq > 0 AND l.digest IS DISTINCT FROM f.ledger_digest
LIMIT 1;

-- Which institution is entitled to treat which sensitive disease.
SELECT e.institution_id, e.disease_code FROM settlement_entitlement e WHERE e.withdrawn_at IS NULL

-- When this institution last identified the person by certificate (1101), as seconds since 1970.
SELECT extract(epoch FROM i.at)::bigint FROM settlement_identification i
WHERE i.institution_code = %(institution)s AND i.psn_no = %(psn_no)s

-- What a file of existing recognitions says against what the till is told (look_up.sql) on a day, both ways.
-- Rows: (line or null, psn_no, disease_code, begins_on, ends_on); a line is in the file and not told, none is told and not in the file.
-- What was recognised here by a case is not expected in the file. The look-up itself is put in where it is named.
WITH told AS MATERIALIZED (
    SELECT a.psn_no, l.region, l.disease_code, l.from_day, l.to_day
    FROM (SELECT DISTINCT psn_no FROM existing_file
          UNION SELECT psn_no FROM recognition_recognition WHERE region = %(region)s AND case_id IS NULL) a,
         LATERAL ({look_up}) AS l(places, region, disease_code, disease_name, from_day, to_day)
    WHERE l.region = %(region)s
)
SELECT f.line, f.psn_no, f.disease_code, f.begins_on::text, f.ends_on::text
FROM existing_file f
WHERE NOT EXISTS (SELECT 1 FROM told t WHERE t.psn_no = f.psn_no AND t.disease_code = f.disease_code
                  AND t.from_day = f.begins_on::text AND t.to_day IS NOT DISTINCT FROM f.ends_on::text)
UNION ALL
SELECT NULL, t.psn_no, t.disease_code, t.from_day, t.to_day
FROM told t
WHERE NOT EXISTS (SELECT 1 FROM existing_file f WHERE t.psn_no = f.psn_no AND t.disease_code = f.disease_code
                  AND t.from_day = f.begins_on::text AND t.to_day IS NOT DISTINCT FROM f.ends_on::text)
  AND NOT EXISTS (SELECT 1 FROM recognition_recognition r WHERE r.psn_no = t.psn_no AND r.disease_code = t.disease_code
                  AND r.begins_on::text = t.from_day AND r.case_id IS NOT NULL)
ORDER BY 1 NULLS LAST, 2, 3, 4

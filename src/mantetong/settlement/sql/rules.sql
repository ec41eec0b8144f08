-- What each region's pack asks of a look-up today.
SELECT r.region, r.certificate_hours, r.last_known_minutes, ARRAY(SELECT jsonb_array_elements_text(r.sensitive)) FROM settlement_lookuprule r

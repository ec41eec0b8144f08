-- What each region's pack asks of a look-up today.
SELECT r.region, r.certificate_hours, r.last_known_minutes, r.sensitive FROM settlement_lookuprule r

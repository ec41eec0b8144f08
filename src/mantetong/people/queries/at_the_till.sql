-- Who stands at a till: the person with this number, a row for each insurance the registry still names (active ones first), and the institution that asks.
SELECT p.id, p.psn_no, p.name, p.name_pinyin, p.id_number, p.born_on, p.sex, p.died_on, p.registry_state = 'CONFIRMED', p.checked_at,
       o.code, o.name, o.level, o.is_public, o.region, o.is_entrusted, o.fixmedins_type, o.speciality,
       i.id, i.insutype, i.region, i.status, i.since, i.employer
FROM people_insuredperson p
LEFT JOIN people_institution o ON o.code = %(institution)s
LEFT JOIN people_insurance i ON i.person_id = p.id AND i.ended_at IS NULL
WHERE p.psn_no = %(psn_no)s
ORDER BY i.status, i.insutype, i.region, i.id

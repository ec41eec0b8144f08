-- review_sheet: everything the desk wrote about one filing, in one answer
SELECT
  (SELECT coalesce(jsonb_agg(to_jsonb(n) || jsonb_build_object('items',
            (SELECT coalesce(jsonb_agg(to_jsonb(i) ORDER BY i.id), '[]') FROM review_supplementitem i WHERE i.notice_id = n.id))
          ORDER BY n.id), '[]') FROM review_supplementnotice n WHERE n.filing_id = %(filing)s),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(id, account_id, role, encode(text, 'hex'), asked_id, answer_of_id, at) ORDER BY id), '[]')
     FROM review_note WHERE filing_id = %(filing)s),
  (SELECT coalesce(jsonb_agg(account_id ORDER BY account_id), '[]')
     FROM review_presence WHERE filing_id = %(filing)s AND seen_at > %(since)s),
  (SELECT jsonb_build_array(kind, account_id, at, sends_at, state, code, case_id)
     FROM review_sendingact WHERE filing_id = %(filing)s ORDER BY id DESC LIMIT 1),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(id, institution_id, encode(question, 'hex'), account_id, asked_at, answer_by, state,
                                               encode(answer, 'hex'), answered_at) ORDER BY id), '[]')
     FROM review_enquiry WHERE filing_id = %(filing)s),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(label, kind, source, by_on, kept_at) ORDER BY id), '[]')
     FROM review_promise WHERE filing_id = %(filing)s)

-- May I trust it? Documents by what became of them; a document belongs to its first meeting.
with placed as (
    select d.*, f.ambito, coalesce(r.errors, 0) as errors, coalesce(r.warnings, 0) as warnings
    from documents d
    left join (select document_id, min_by(struct_pack(a := ambito), meeting_index).a as ambito
               from meetings group by document_id) f using (document_id)
    left join (select document_id, count(*) filter (where severity = 'error') as errors,
                   count(*) filter (where severity = 'warning') as warnings
               from diagnostics group by document_id) r using (document_id)
)
select ambito, status, count(*) as n,
    count(*) / sum(count(*)) over (partition by ambito) as share,
    sum(page_count) as pages, sum(meeting_count) as meetings, sum(errors) as errors,
    sum(warnings) as warnings, avg(accounted_share) as coverage
from placed group by ambito, status;

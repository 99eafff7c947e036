-- May I trust it? Documents by what became of them; a document belongs to its first meeting.
select f.ambito, d.status, count(*) as n, sum(d.page_count)::bigint as pages
from documents d
left join (select document_id, min_by(struct_pack(a := ambito), meeting_index).a as ambito
           from (select document_id, meeting_index, ambito from meetings)
           group by document_id) f using (document_id)
group by all;

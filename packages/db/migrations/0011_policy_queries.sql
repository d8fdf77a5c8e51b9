CREATE INDEX "cover_person_id_index" ON "cover" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "cover_unit_id_id_index" ON "cover" USING btree ("unit_id","id");--> statement-breakpoint
CREATE INDEX "roster_row_phone_index" ON "roster_row" USING btree ("phone") WHERE phone <> '';--> statement-breakpoint
-- The cover of whoever has one of these keyed hashes, as far as the scope shows it. With the owner's rights, because a person
-- has no unit and huzhu_web may not read persons; ids of cover only.
create function cover_of_person(p_hashes bytea[]) returns table (cover_id bigint)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  select c.id from person p join cover c on c.person_id = p.id
  where p.id_hash = any(p_hashes) and unit_in_scope(c.unit_id)
$$;
--> statement-breakpoint
-- The queue desk's view also knows e-policies: a policy is never closed to them.
create or replace view queue_desk_job with (security_barrier) as
select j.id, j.name, j.state, j.attempts, j.max_attempts, j.error_code, j.error_sentence, j.worker_id,
  j.created_at, j.queued_at, j.started_at, j.heartbeat_at, j.finished_at, j.settled_at,
  a.number as application_number, u.name as unit_name, u.code as unit_code,
  case
    when j.state <> 'failed' then null
    when exists (
        select 1 from roster_version n
        where n.application_id = rv.application_id and n.created_at > rv.created_at
          and (n.published_at is not null or n.discarded_at is null))
      or exists (
        select 1 from ledger_version n
        where n.application_id = lv.application_id and n.created_at > lv.created_at
          and (n.published_at is not null or n.discarded_at is null))
      then 'replaced'
    when j.subject_type not in ('payment_notice', 'policy') and a.state not in ('draft', 'returned') then 'closed'
    when pn.voided_at is not null then 'replaced'
  end as barred
from job j
left join unit u on u.id = j.unit_id
left join roster_version rv on rv.id = case j.subject_type when 'roster_version' then j.subject_id::uuid end
left join ledger_version lv on lv.id = case j.subject_type when 'ledger_version' then j.subject_id::uuid end
left join payment_notice pn on pn.id = case j.subject_type when 'payment_notice' then j.subject_id::bigint end
left join policy po on po.id = case j.subject_type when 'policy' then j.subject_id::bigint end
left join application a on a.id = coalesce(rv.application_id, lv.application_id, pn.application_id, po.application_id)
where queue_desk_open();

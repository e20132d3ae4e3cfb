/**
 * The migrations of what is kept for the continuity floor. Invariant: a value is kept with its own time, and an older one never
 * takes the place of a newer one; `mergeKnown` says the same.
 */
import { type Migration, sql } from 'kysely';

/**
 * Of each field the newer value, of one time the first one. Times are milliseconds since the epoch: one for all values, or times by
 * field.
 */
const MERGE_KNOWN = `
  create function merge_known(one jsonb, one_at jsonb, other jsonb, other_at jsonb, out known jsonb, out known_at jsonb)
  language plpgsql immutable as $$
  declare
    name text;
    value_at jsonb;
  begin
    known := coalesce(one, '{}');
    select coalesce(jsonb_object_agg(k, case jsonb_typeof(one_at) when 'object' then coalesce(one_at -> k, '0') else one_at end), '{}')
      into known_at from jsonb_object_keys(known) k;
    for name in select jsonb_object_keys(other) loop
      value_at := case jsonb_typeof(other_at) when 'object' then coalesce(other_at -> name, '0') else other_at end;
      if jsonb_typeof(known -> name) = 'object' and jsonb_typeof(other -> name) = 'object' then
        select known || jsonb_build_object(name, m.part), known_at || jsonb_build_object(name, m.part_at)
          into known, known_at
          from merge_known(known -> name, known_at -> name, other -> name, value_at) m (part, part_at);
      elsif not known ? name or newest_of(value_at) > newest_of(known_at -> name) then
        known := known || jsonb_build_object(name, other -> name);
        known_at := known_at || jsonb_build_object(name, value_at);
      end if;
    end loop;
  end $$`;

const NEWEST_OF = `
  create function newest_of(times jsonb) returns numeric language sql immutable as $$
    select coalesce(max(t::text::numeric), 0) from jsonb_path_query(times, '$.** ? (@.type() == "number")') t $$`;

export const CONTINUITY_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0011_continuity_times': {
    async up(db) {
      // Null where all are as of `continuity_at`, as those are that were kept before.
      await sql`alter table legs add column continuity_times jsonb`.execute(db);
      await sql.raw(NEWEST_OF).execute(db);
      await sql.raw(MERGE_KNOWN).execute(db);
    },
  },
};

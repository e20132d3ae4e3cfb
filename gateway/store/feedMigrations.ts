/**
 * The migrations that make room for operators' announcements: a leg is written once and announced anew some times until it is
 * final. Invariant: they change how the legs lie, never what they say.
 */
import { type Migration, sql } from 'kysely';

/** How full a page is made, in per cent: what is left takes the next state of a leg beside its last one, and no index is touched. */
const FILL_PERCENT = 80;

/**
 * The legs of every parcel that has a leg of one of these numbers. A function keeps its plan, and to plan a lookup over 16 partitions
 * takes longer than the lookup: 1.7 ms against 0.6. A plan that is kept must be right for a table of any size: hence no scan of
 * whole tables. An array instead of a join: both indexes are then used whatever the statistics say.
 */
const FIND_LEGS = `
  create function find_legs(digests text[]) returns setof legs language plpgsql stable rows 10
  set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
  begin
    return query select l.* from legs l
      where l.parcel = any(array(select n.parcel from legs n where n.number_digest = any(digests)));
  end $$`;

/** `tables` hold the legs themselves: a partitioned table has no pages of its own. */
export const createFeedMigrations = (tables: readonly string[]): Readonly<Record<string, Migration>> => ({
  '0010_feed': {
    async up(db) {
      for (const table of tables) {
        await sql`alter table ${sql.table(table)} set (fillfactor = ${sql.lit(FILL_PERCENT)})`.execute(db);
      }
      // Lists are of a platform's parcels: the legs of nobody's are in them by their parcel alone.
      await sql`drop index legs_by_platform`.execute(db);
      await sql`drop index legs_by_waybill`.execute(db);
      await sql`
        create index legs_by_platform on legs (platform, ordered_at desc, operator, waybill)
        where platform is not null`.execute(db);
      await sql`
        create index legs_by_waybill on legs (platform, operator, waybill) where platform is not null`.execute(
        db,
      );
      await sql.raw(FIND_LEGS).execute(db);
    },
  },
});

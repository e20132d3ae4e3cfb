/** The one migration set of the store: every engine runs the same steps, in the order of their names. */
import { type Kysely, type Migration, type MigrationProvider, Migrator, sql } from 'kysely';
import type { StoreTables } from './tables.ts';

const migrations: Readonly<Record<string, Migration>> = {
  '0001_legs': {
    async up(db) {
      await sql`
        create table legs (
          operator text not null,
          waybill text not null,
          number_digest text not null,
          parcel uuid not null,
          seq integer not null,
          role text not null check (role in ('courier', 'locker')),
          platform text,
          accepted_at timestamptz,
          final_at timestamptz,
          status text not null,
          substatus text,
          ever_reached text[] not null,
          ordered_at timestamptz not null,
          updated_at timestamptz not null,
          primary key (operator, waybill)
        )`.execute(db);
      await sql`create index legs_by_number on legs (number_digest)`.execute(db);
      await sql`create index legs_by_parcel on legs (parcel)`.execute(db);
      await sql`create index legs_by_platform on legs (platform, ordered_at desc, operator, waybill)`.execute(
        db,
      );
    },
  },
  '0002_marks': {
    async up(db) {
      await sql`create table marks (name text primary key, value text not null)`.execute(db);
    },
  },
  '0003_misses': {
    async up(db) {
      await sql`
        create table misses (
          platform text not null,
          operator text not null,
          day date not null,
          count bigint not null,
          primary key (platform, operator, day)
        )`.execute(db);
      await sql`create index misses_by_day on misses (platform, day)`.execute(db);
      // For lists of legs whose time of acceptance is not told: see `ownParcels`.
      await sql`create index legs_by_waybill on legs (platform, operator, waybill)`.execute(db);
    },
  },
};

const provider: MigrationProvider = { getMigrations: async () => ({ ...migrations }) };

/** Brings the store to the newest step. Throws when a step fails; a failed step leaves nothing behind. */
export async function migrateStore(db: Kysely<StoreTables>): Promise<void> {
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

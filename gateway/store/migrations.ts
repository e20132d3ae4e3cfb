/**
 * The one migration set of the store: every engine runs the same steps, in the order of their names. They differ in one
 * thing: a server keeps the legs in partitions, so that they can be spread over machines.
 */
import { type Kysely, type Migration, type MigrationProvider, Migrator, sql } from 'kysely';
import { CONTINUITY_MIGRATIONS } from './continuityMigrations.ts';
import { createFeedMigrations } from './feedMigrations.ts';
import { REGISTRY_MIGRATIONS } from './registryMigrations.ts';
import type { StoreTables } from './tables.ts';

export interface MigrationOptions {
  /** A PostgreSQL server, not the embedded database. */
  readonly isServer: boolean;
}

/** Into how many parts a server's legs are hashed, by tracking number. */
export const PARTITIONS = 16;

const createMigrations = ({ isServer }: MigrationOptions): Readonly<Record<string, Migration>> => ({
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
  '0004_legs_by_number': {
    async up(db) {
      // A key of a partitioned table holds what it is partitioned by. The digest follows from the waybill, so the key says
      // the same as before; and it finds by number, so the index that did is not needed any more.
      await sql`drop index legs_by_number`.execute(db);
      if (!isServer) {
        await sql`alter table legs drop constraint legs_pkey, add primary key (number_digest, operator, waybill)`.execute(
          db,
        );
        return;
      }
      await sql`alter table legs rename to legs_whole`.execute(db);
      await sql`
        create table legs (like legs_whole including defaults including constraints, primary key (number_digest, operator, waybill))
        partition by hash (number_digest)`.execute(db);
      for (let part = 0; part < PARTITIONS; part++) {
        await sql`
          create table ${sql.table(`legs_${part}`)} partition of legs
          for values with (modulus ${sql.lit(PARTITIONS)}, remainder ${sql.lit(part)})`.execute(db);
      }
      await sql`insert into legs select * from legs_whole`.execute(db);
      await sql`drop table legs_whole`.execute(db);
      await sql`create index legs_by_parcel on legs (parcel)`.execute(db);
      await sql`create index legs_by_platform on legs (platform, ordered_at desc, operator, waybill)`.execute(
        db,
      );
      await sql`create index legs_by_waybill on legs (platform, operator, waybill)`.execute(db);
    },
  },
  ...REGISTRY_MIGRATIONS,
  ...createFeedMigrations(listLegTables(isServer)),
  ...CONTINUITY_MIGRATIONS,
});

/** The tables that hold legs: the partitions of a server. */
function listLegTables(isServer: boolean): readonly string[] {
  return isServer ? Array.from({ length: PARTITIONS }, (_, part) => `legs_${part}`) : ['legs'];
}

/** Brings the store to the newest step. Throws when a step fails; a failed step leaves nothing behind. */
export async function migrateStore(db: Kysely<StoreTables>, options: MigrationOptions): Promise<void> {
  const provider: MigrationProvider = { getMigrations: async () => ({ ...createMigrations(options) }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

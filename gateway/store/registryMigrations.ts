/**
 * The migrations of what operators, platforms and mediators bring: who they are, what they publish and sign, and which hubs
 * know of it. Invariant: every row that a request's policy rests on carries the revision of the network that brought it.
 */
import { type Migration, sql } from 'kysely';

/** In the order of their names, after those of `migrations`. */
export const REGISTRY_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0005_network_state': {
    async up(db) {
      // One row: whoever changes the network holds it until the change is committed, so changes come one after the other.
      await sql`
        create table network_state (
          only_row boolean primary key default true check (only_row),
          revision bigint not null
        )`.execute(db);
      await sql`insert into network_state (revision) values (0)`.execute(db);
      await sql`
        create table hubs (
          id text primary key,
          url text not null,
          started_at timestamptz not null,
          lease_until timestamptz not null,
          confirmed bigint not null
        )`.execute(db);
    },
  },
  '0006_participants': {
    async up(db) {
      await sql`
        create table participants (
          code text primary key,
          kind text not null check (kind in ('operator', 'platform', 'mediator', 'administrator')),
          name text not null,
          role text check (role in ('courier', 'locker')),
          purposes text[] not null default '{}',
          registered_at timestamptz not null,
          revision bigint not null,
          check ((kind = 'operator') = (role is not null))
        )`.execute(db);
      await sql`
        create table participant_keys (
          id text primary key,
          participant text not null references participants (code),
          public_key text not null,
          added_at timestamptz not null,
          revoked_at timestamptz,
          revision bigint not null
        )`.execute(db);
      await sql`create index participant_keys_by_participant on participant_keys (participant)`.execute(db);
      await sql`create index participant_keys_by_revision on participant_keys (revision)`.execute(db);
      await sql`create index participants_by_revision on participants (revision)`.execute(db);
      await sql`
        create table nonces (
          key_id text not null,
          nonce text not null,
          expires_at timestamptz not null,
          primary key (key_id, nonce)
        )`.execute(db);
      await sql`create index nonces_by_end on nonces (expires_at)`.execute(db);
    },
  },
  '0007_subgraphs': {
    async up(db) {
      await sql`
        create table subgraphs (
          operator text primary key references participants (code),
          version integer not null,
          url text not null,
          sdl text not null,
          number_patterns jsonb not null,
          proof text,
          published_at timestamptz not null,
          key_id text not null,
          revision bigint not null
        )`.execute(db);
      await sql`create index subgraphs_by_revision on subgraphs (revision)`.execute(db);
      await sql`
        create table subgraph_versions (
          operator text not null,
          version integer not null,
          url text not null,
          sdl text not null,
          number_patterns jsonb not null,
          published_at timestamptz not null,
          key_id text not null,
          primary key (operator, version)
        )`.execute(db);
      await sql`
        create table operations (
          platform text not null,
          hash text not null,
          day date not null,
          document text not null,
          coordinates text[] not null,
          count bigint not null,
          primary key (platform, hash, day)
        )`.execute(db);
      await sql`create index operations_by_day on operations (day)`.execute(db);
    },
  },
  '0008_records': {
    async up(db) {
      // `record` is the canonical text that was signed: nothing of it is ever written anew.
      await sql`
        create table records (
          pair text not null,
          seq integer not null,
          hash text not null,
          record text not null,
          key_id text not null,
          signature text not null,
          received_at timestamptz not null,
          revision bigint not null,
          primary key (pair, seq)
        )`.execute(db);
      await sql`create index records_by_revision on records (revision)`.execute(db);
    },
  },
  '0009_continuity': {
    async up(db) {
      await sql`alter table legs add column continuity jsonb`.execute(db);
      await sql`alter table legs add column continuity_at timestamptz`.execute(db);
      await sql`
        create table discovery_misses (
          number_digest text not null,
          operator text not null,
          until timestamptz not null,
          primary key (number_digest, operator)
        )`.execute(db);
    },
  },
  '0010_subgraph_accepts': {
    async up(db) {
      // What an operator said that it meant: it is asked about years later.
      await sql`alter table subgraph_versions add column accepted text[] not null default '{}'`.execute(db);
    },
  },
  '0012_operations_without_text': {
    async up(db) {
      // Which arguments an operation gives was read out of its text. Of which field each is cannot be told without the schema, so
      // for the days that are left every field of it counts as given each: a check may find too many, never too few.
      await sql`
        update operations set coordinates = coordinates || array(
          select distinct field || '(' || argument[1] || ':)'
          from unnest(coordinates) as field, regexp_matches(document, '(?<![$\\w])(\\w+):', 'g') as argument)`.execute(
        db,
      );
      await sql`alter table operations drop column document`.execute(db);
    },
  },
};

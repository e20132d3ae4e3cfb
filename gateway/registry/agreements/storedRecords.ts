/**
 * The records in the store. Invariant: what was taken is read back byte for byte; a record that cannot be read is a damaged
 * store, and no life is told from it.
 */
import { sql } from 'kysely';
import { foldLife } from '../../agreements/life/foldLife.ts';
import type { LifeStep, SignedRecord } from '../../agreements/life/lifeStep.ts';
import type { Pair } from '../../agreements/life/pair.ts';
import type { PairLife } from '../../agreements/life/pairLife.ts';
import { readRecord } from '../../agreements/life/readRecord.ts';
import type { PartyKey } from '../../agreements/life/verifyRecord.ts';
import type { StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import type { RecordTable } from '../../store/tables.ts';

/** A record as a hub took it. */
export interface StoredRecord extends SignedRecord {
  readonly pair: string;
  readonly seq: number;
  readonly hash: string;
  /** Milliseconds since the epoch, by the clock of the hub. */
  readonly receivedAt: number;
  readonly revision: number;
}

const COLUMNS = ['pair', 'seq', 'hash', 'record', 'key_id', 'signature', 'received_at'] as const;

/** What came after a revision, in the order of the pairs' chains: what a hub that knows that revision has to read. */
export async function loadRecords(
  store: Store | StoreTransaction,
  sinceRevision = 0,
): Promise<readonly StoredRecord[]> {
  const rows = await selectRecords(store)
    .where('revision', '>', sinceRevision)
    .orderBy('pair')
    .orderBy('seq')
    .execute();
  return rows.map(toRecord);
}

/** The records of one pair, whole. */
export async function loadChain(
  store: Store | StoreTransaction,
  pair: string,
): Promise<readonly StoredRecord[]> {
  const rows = await selectRecords(store).where('pair', '=', pair).orderBy('seq').execute();
  return rows.map(toRecord);
}

/** The records of every pair that a participant is of. */
export async function loadChainsOf(store: Store, party: string): Promise<readonly StoredRecord[]> {
  const rows = await selectRecords(store)
    .where(sql<boolean>`${party} in (split_part(pair, '--', 1), split_part(pair, '--', 2))`)
    .orderBy('pair')
    .orderBy('seq')
    .execute();
  return rows.map(toRecord);
}

/** The records of every pair of an operator. */
export async function loadChainsOfOperator(
  store: Store | StoreTransaction,
  operator: string,
): Promise<readonly StoredRecord[]> {
  const rows = await selectRecords(store)
    .where('pair', 'like', `${operator}--%`)
    .orderBy('pair')
    .orderBy('seq')
    .execute();
  return rows.map(toRecord);
}

/** Where a chain ends: what the next record follows. */
export interface RecordHead {
  readonly seq: number;
  readonly hash: string | null;
}

/** The newest record of a pair, without its text. */
export async function loadHead(
  store: Store | StoreTransaction,
  pair: string,
): Promise<Pick<StoredRecord, 'pair' | 'seq' | 'hash'> | undefined> {
  return store
    .selectFrom('records')
    .select(['pair', 'seq', 'hash'])
    .where('pair', '=', pair)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Whether this very record is among those of its pair. */
export async function isStored(
  store: Store,
  { pair, seq, hash }: Pick<StoredRecord, 'pair' | 'seq' | 'hash'>,
): Promise<boolean> {
  const row = await store
    .selectFrom('records')
    .select('hash')
    .where('pair', '=', pair)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.hash === hash;
}

export function toHead(last: Pick<StoredRecord, 'seq' | 'hash'> | undefined): RecordHead {
  return { seq: last?.seq ?? 0, hash: last?.hash ?? null };
}

/** Adds a record that was judged. Fails where the pair has one of its number. */
export async function insertRecord(transaction: StoreTransaction, record: StoredRecord): Promise<void> {
  const { pair, seq, hash, signature, revision } = record;
  const rest = { key_id: record.keyId, received_at: new Date(record.receivedAt) };
  await transaction
    .insertInto('records')
    .values({ pair, seq, hash, record: record.record, signature, revision, ...rest })
    .execute();
}

/** The keys that signed records, by what the store knows of them. */
export async function loadKeys(
  store: Store | StoreTransaction,
  ids: readonly string[],
): Promise<readonly PartyKey[]> {
  if (ids.length === 0) return [];
  const rows = await store
    .selectFrom('participant_keys')
    .select(['id', 'participant', 'public_key', 'added_at', 'revoked_at'])
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    participant: row.participant,
    publicKey: row.public_key,
    addedAt: row.added_at.getTime(),
    revokedAt: row.revoked_at?.getTime() ?? null,
  }));
}

/** The life that the records of one pair come to. Throws when they are not what a hub takes. */
export function foldRecords(pair: Pair, records: readonly SignedRecord[]): PairLife {
  const { life, problems } = foldLife(pair, records.map(toStep));
  const [first] = problems;
  if (first !== undefined) throw new Error(`the store holds a record that is none: ${first.problem.message}`);
  return life;
}

function toStep({ record }: SignedRecord): LifeStep {
  const { step, problem } = readRecord(record);
  if (step === undefined) throw new Error(`the store holds a record that is none: ${problem.message}`);
  return step;
}

function selectRecords(store: Store | StoreTransaction) {
  return store.selectFrom('records').select([...COLUMNS, sql<number>`revision::int`.as('revision')]);
}

function toRecord(row: Pick<RecordTable, (typeof COLUMNS)[number] | 'revision'>): StoredRecord {
  return {
    pair: row.pair,
    seq: row.seq,
    hash: row.hash,
    record: row.record,
    keyId: row.key_id,
    signature: row.signature,
    receivedAt: row.received_at.getTime(),
    revision: row.revision,
  };
}

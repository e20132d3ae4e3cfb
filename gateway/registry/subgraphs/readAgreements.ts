/**
 * The agreements of an operator, as the store has them. Invariant: documents and revision are of one moment, so whoever sees later
 * that there is no newer record knows that these are all; what a hub has taken in may be older, and is not asked.
 */

import { splitPair } from '../../agreements/life/pair.ts';
import { groupBy } from '../../base/groupBy.ts';
import type { StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { foldRecords, loadChainsOfOperator } from '../agreements/storedRecords.ts';
import type { AgreedDocument } from './publishedSubgraph.ts';

/** What an operator has agreed to. */
export interface AgreementReading {
  /** Of agreements that are in force, or will be. */
  readonly documents: readonly AgreedDocument[];
  /** Of the operator's newest record; 0 for none. */
  readonly revision: number;
}

/** Reads them; `now` is the hub's clock, milliseconds since the epoch. */
export async function readAgreements(store: Store, operator: string, now: number): Promise<AgreementReading> {
  // One statement, so that it is one moment.
  const records = await loadChainsOfOperator(store, operator);
  const documents = [...groupBy(records, ({ pair }) => pair)].flatMap(([name, chain]) => {
    const pair = splitPair(name);
    if (pair === undefined) return [];
    return foldRecords(pair, chain)
      .versions.filter(({ until }) => until > now)
      .map(({ version, document }) => ({ operator, platform: pair.platform, version, document }));
  });
  return { documents, revision: Math.max(0, ...records.map(({ revision }) => revision)) };
}

/** The revision of an operator's newest record; 0 for none. */
export async function readRecordRevision(store: Store | StoreTransaction, operator: string): Promise<number> {
  const row = await store
    .selectFrom('records')
    .select(({ fn }) => fn.max('revision').as('revision'))
    .where('pair', 'like', `${operator}--%`)
    .executeTakeFirst();
  return Number(row?.revision ?? 0);
}

/**
 * Reads an operator's mapping table: one row per native code, with what the network calls it and what the source says.
 */
import type { Custody, EventReason, ParcelStatus, ParcelSubstatus } from './contract.ts';

/** One row: `act` marks a code after which somebody has to act before the parcel can go on. */
export type CodeRow = readonly [
  code: string,
  status: Exclude<ParcelStatus, 'UNKNOWN' | 'EXPIRED'>,
  substatus: ParcelSubstatus | null,
  custody: Custody,
  reason: EventReason | null,
  act: 'act' | '',
  meaning: string,
];

/** What a native code means on the network. */
export interface Meaning {
  readonly status: ParcelStatus;
  readonly substatus: ParcelSubstatus | null;
  readonly custody: Custody;
  readonly reason: EventReason | null;
  readonly actionRequired: boolean;
}

/** The table by code. Throws when a code occurs twice, since a reader could not tell which row counts. */
export function readCodeTable(rows: readonly CodeRow[]): ReadonlyMap<string, Meaning> {
  const table = new Map<string, Meaning>();
  for (const [code, status, substatus, custody, reason, act] of rows) {
    if (table.has(code)) throw new Error(`code ${code} has two rows`);
    table.set(code, { status, substatus, custody, reason, actionRequired: act === 'act' });
  }
  return table;
}

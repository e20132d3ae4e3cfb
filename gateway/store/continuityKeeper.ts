/**
 * Keeps what operators answered of legs: the last known values for the continuity floor, and which statuses were ever reached,
 * written in the background, some hundred legs with one statement. Invariants: a request never waits for it; an older value never
 * replaces a newer one; a status that was reached is never taken away, and none is given to a leg whose history is unknown.
 */
import { CompiledQuery } from 'kysely';
import { type KnownTimes, mergeKnown } from '../base/knownValues.ts';
import { digestNumber } from './digestNumber.ts';
import { KNOWN_TIMES } from './legColumns.ts';
import type { Store } from './openStore.ts';
import type { LastKnownValues } from './tables.ts';

/** A leg, and what its operator answered of it. */
export interface KeptLeg {
  readonly operator: string;
  readonly waybill: string;
  /** The hub's id of its parcel: what is known of it is not of another one that gets the same number. */
  readonly parcel: string;
  /** The values that were answered, of objects the parts that were asked; left out where none are new. */
  readonly values?: LastKnownValues;
  /** Statuses that it is known to have reached. */
  readonly reached: readonly string[];
  /** As of when all of it is, milliseconds since the epoch. */
  readonly asOf: number;
}

/** What waits to be written of a leg: of several answers the newest of each field. */
interface WaitingLeg extends KeptLeg {
  readonly times: KnownTimes;
}

export interface ContinuityKeeper {
  /** Never throws and never waits. */
  keep(leg: KeptLeg): void;
  /** Writes what waits. */
  close(): Promise<void>;
}

/** How long legs gather before they are written, in milliseconds. */
const GATHER_MS = 1_000;
/** How many legs wait at the most: what comes beyond is left out, and comes again with the next answer. */
const MAX_WAITING = 20_000;
const MAX_AT_ONCE = 1_000;

/** Where nothing was announced the history is unknown, and all that ends with a status is withheld: a status would open it. */
const ADDS_REACHED = `(legs.ever_reached <> '{}' and not k.reached <@ legs.ever_reached)`;

const KEEP = `
  update legs set
    (continuity, continuity_times) = (
      select m.known, m.known_at from merge_known(legs.continuity, ${KNOWN_TIMES}, k.values, k.times) m where k.values is not null
      union all select legs.continuity, legs.continuity_times where k.values is null),
    continuity_at = greatest(legs.continuity_at, case when k.values is not null then k."asOf" end),
    ever_reached = case when ${ADDS_REACHED}
      then legs.ever_reached || array(select unnest(k.reached) except select unnest(legs.ever_reached)) else legs.ever_reached end
  from jsonb_to_recordset($1::jsonb) as k (
    "numberDigest" text, operator text, waybill text, parcel uuid, values jsonb, times jsonb, reached text[], "asOf" timestamptz)
  where legs.number_digest = k."numberDigest" and legs.operator = k.operator and legs.waybill = k.waybill and legs.parcel = k.parcel
    and (k.values is not null or ${ADDS_REACHED})`;

/** A keeper that writes to a store; `key` digests tracking numbers. `onError` hears of what could not be written. */
export function createContinuityKeeper(
  store: Store,
  key: Uint8Array,
  onError: (error: unknown) => void,
): ContinuityKeeper {
  const waiting = new Map<string, WaitingLeg>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const legs = [...waiting.values()];
    waiting.clear();
    for (let start = 0; start < legs.length; start += MAX_AT_ONCE) {
      const rows = legs.slice(start, start + MAX_AT_ONCE).map(({ asOf, ...leg }) => ({
        ...leg,
        numberDigest: digestNumber(key, leg.waybill),
        asOf: new Date(asOf).toISOString(),
      }));
      // One statement that fails leaves the others as they are.
      await store.executeQuery(CompiledQuery.raw(KEEP, [JSON.stringify(rows)])).catch(onError);
    }
  };
  const flush = (): void => {
    timer = undefined;
    writing = writing.then(write).catch(onError);
  };
  return {
    keep(leg) {
      const id = `${leg.operator} ${leg.waybill} ${leg.parcel}`;
      const before = waiting.get(id);
      if (before === undefined && waiting.size >= MAX_WAITING) return;
      waiting.set(id, join(before, leg));
      timer ??= setTimeout(flush, GATHER_MS).unref();
    },
    async close() {
      clearTimeout(timer);
      flush();
      await writing;
    },
  };
}

function join(before: WaitingLeg | undefined, leg: KeptLeg): WaitingLeg {
  if (before === undefined) return { ...leg, times: leg.asOf };
  const asOf = Math.max(before.asOf, leg.asOf);
  const reached = [...new Set([...before.reached, ...leg.reached])];
  if (leg.values === undefined) return { ...before, reached };
  if (before.values === undefined) return { ...leg, times: leg.asOf, reached };
  const merged = mergeKnown(
    { values: before.values, times: before.times },
    { values: leg.values, times: leg.asOf },
  );
  return { ...leg, ...merged, reached, asOf };
}

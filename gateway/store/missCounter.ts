/**
 * Counts, per platform, operator and UTC day, the numbers that were asked for and were not visible.
 * Counting is synchronous, so that no number of requests at one moment gets past a limit; the store learns of it a moment
 * later, and tells what other hubs counted. Invariants: counts never go down within a day; what cannot be counted is said
 * to be unknown, and nothing here throws.
 */
import { CompiledQuery } from 'kysely';
import { groupBy } from '../base/groupBy.ts';
import { CountedDay, type CountRow, type LoadedCount } from './countedDay.ts';
import type { Store } from './openStore.ts';

/** A platform's misses of one day. */
export interface MissDay {
  /** One more miss against each of the operators. */
  add(operators: Iterable<string>): void;
  /** The misses against an operator so far; undefined while the store cannot be asked or written. */
  read(operator: string): number | undefined;
}

export interface MissCounter {
  /**
   * The day of `now` (milliseconds since the epoch). Its first use in a process costs one statement, every further one
   * none. Never rejects: where the store fails, the day answers that nothing is known, and the next use tries again.
   */
  open(platform: string, now: number): Promise<MissDay>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

// Days before yesterday are deleted on the way: a hub whose clock is behind may still count on yesterday.
const LOAD = `
  with expired as (delete from misses where day < $2::date - 1)
  select operator, count::float8 as count from misses where platform = $1 and day = $2::date`;

const ADD = `
  insert into misses (platform, operator, day, count)
  select a.platform, a.operator, a.day, a.count
  from jsonb_to_recordset($1::jsonb) as a (platform text, operator text, day date, count bigint)
  on conflict (platform, operator, day) do update set count = misses.count + excluded.count
  returning platform, operator, day::text as day, count::float8 as count`;

/** A counter over a store. `onError` hears of every statement that failed. */
export function createMissCounter(store: Store, onError: (error: unknown) => void = () => {}): MissCounter {
  const days = new Map<string, CountedDay>();
  let isWriting = false;

  /** Writes what was counted, one statement at a time, until nothing is left or the store fails. */
  const write = async (): Promise<void> => {
    for (;;) {
      const sent = [...days.values()].flatMap((day) => day.send());
      if (sent.length === 0) break;
      try {
        // Sorted, so that hubs that write at one moment wait for each other instead of deadlocking.
        const rows = sent.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
        const query = CompiledQuery.raw(ADD, [JSON.stringify(rows)]);
        const totals = groupBy((await store.executeQuery<CountRow>(query)).rows, keyOfDay);
        for (const [key, of] of totals) days.get(key)?.confirm(of);
      } catch (error) {
        for (const [key, of] of groupBy(sent, keyOfDay)) days.get(key)?.takeBack(of);
        onError(error);
        break;
      }
    }
    isWriting = false;
  };
  const scheduleWrite = (): void => {
    if (isWriting) return;
    isWriting = true;
    // After the requests at hand: what they count goes with one statement.
    setImmediate(() => void write());
  };
  const findDay = (platform: string, day: string): CountedDay => {
    const key = keyOfDay({ platform, day });
    const known = days.get(key);
    if (known !== undefined) return known;
    const yesterday = dayOf(Date.parse(day) - DAY_MS);
    for (const [old, { day: itsDay }] of days) if (itsDay < yesterday) days.delete(old);
    const added = new CountedDay(platform, day, scheduleWrite);
    days.set(key, added);
    return added;
  };
  return {
    async open(platform, now) {
      const day = findDay(platform, dayOf(now));
      if (day.hasFailed) scheduleWrite();
      try {
        await day.load(async () => {
          const query = CompiledQuery.raw(LOAD, [platform, day.day]);
          return (await store.executeQuery<LoadedCount>(query)).rows;
        });
      } catch (error) {
        onError(error);
      }
      return day;
    },
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

// Operator and platform codes are lower-case words and hyphens, so a space ends each.
function keyOfDay({ platform, day }: Pick<CountRow, 'platform' | 'day'>): string {
  return `${day} ${platform}`;
}

function keyOf(row: CountRow): string {
  return `${keyOfDay(row)} ${row.operator}`;
}

/**
 * Measures the directory's feed on a PostgreSQL server: how many announced legs it takes in a second until it holds them all, and
 * how long a lookup takes then, alone and while announcements go on. Invariant: every leg counted is committed.
 */
import { createDirectoryStore, type DirectoryStore } from '../../../gateway/store/directoryStore.ts';
import type { Store } from '../../../gateway/store/openStore.ts';
import { createRandom } from '../load/random.ts';
import { generateCalls, generateLeg, waybillOf } from './generateLegs.ts';

export interface FeedFigures {
  /** Rows in the directory at the end. */
  readonly rows: number;
  /** Legs announced until then, updates included. */
  readonly announced: number;
  readonly legsPerSecond: number;
  /** Over the last tenth of them, when the directory is full. */
  readonly lastTenthPerSecond: number;
  readonly callP99Ms: number;
  /** What the hub's side of an announcement costs, and what generates it here. */
  readonly cpuUsPerLeg: number;
  readonly lookup: LookupFigures;
  readonly lookupWhileAnnouncing: LookupFigures;
  /** Legs announced in a second meanwhile. */
  readonly meanwhilePerSecond: number;
}

export interface LookupFigures {
  readonly lookups: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface FeedOptions {
  readonly rows: number;
  readonly seed: number;
  readonly seconds: number;
}

const CALL_SIZE = 5_000;
/** Calls under way at a time: operators do not wait for one another. */
const CALLS_AT_A_TIME = 2;
/** Lookups begun in a second: moderate, so that what is measured is the lookup and not a queue. */
const LOOKUPS_PER_SECOND = 200;
/** Legs announced in a second beside the lookups: half of what the directory is to take. */
const MEANWHILE_PER_SECOND = 10_000;

export async function measureFeed(
  store: Store,
  { rows, seed, seconds }: FeedOptions,
  onProgress: (done: number) => void,
): Promise<FeedFigures> {
  const directory = createDirectoryStore(store, new Uint8Array(32).fill(seed % 256));
  const load = await measureLoad(directory, rows, seed, onProgress);
  const random = createRandom(seed + 1);
  await measureLookups(directory, rows, random, 2);
  const lookup = await measureLookups(directory, rows, random, seconds);
  const endsAt = performance.now() + seconds * 1_000;
  const [meanwhilePerSecond, lookupWhileAnnouncing] = await Promise.all([
    announceAtRate(directory, rows, random, endsAt),
    measureLookups(directory, rows, random, seconds),
  ]);
  return { rows: await directory.count(), ...load, lookup, lookupWhileAnnouncing, meanwhilePerSecond };
}

async function measureLoad(
  directory: DirectoryStore,
  rows: number,
  seed: number,
  onProgress: (done: number) => void,
): Promise<
  Pick<FeedFigures, 'announced' | 'legsPerSecond' | 'lastTenthPerSecond' | 'callP99Ms' | 'cpuUsPerLeg'>
> {
  const calls = generateCalls(rows, CALL_SIZE, createRandom(seed));
  const took: number[] = [];
  /** When how many were announced, after each call. */
  const marks: { readonly at: number; readonly announced: number }[] = [];
  let announced = 0;
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const announceOn = async () => {
    // One generator feeds all: each call is announced once.
    for (const call of calls) {
      const start = performance.now();
      await directory.announce(call);
      took.push(performance.now() - start);
      announced += call.length;
      marks.push({ at: performance.now(), announced });
      onProgress(Math.min(1, marks.length / (rows / (CALL_SIZE * 0.8))));
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_A_TIME }, announceOn));
  const end = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  const tenth = marks[Math.floor(marks.length * 0.9)] ?? { at: begin, announced: 0 };
  return {
    announced,
    legsPerSecond: announced / ((end - begin) / 1_000),
    lastTenthPerSecond: (announced - tenth.announced) / ((end - tenth.at) / 1_000),
    callP99Ms: quantile(took, 0.99),
    cpuUsPerLeg: (user + system) / announced,
  };
}

/** Single lookups, begun at a steady rate whether or not those before have ended; one in ten finds nothing. */
async function measureLookups(
  directory: DirectoryStore,
  rows: number,
  random: () => number,
  seconds: number,
): Promise<LookupFigures> {
  const took: number[] = [];
  const running: Promise<void>[] = [];
  const begin = performance.now();
  const count = seconds * LOOKUPS_PER_SECOND;
  for (let index = 0; index < count; index++) {
    const due = begin + (index * 1_000) / LOOKUPS_PER_SECOND;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const leg = Math.floor(random() * rows) + (index % 10 === 0 ? 2 * rows : 0);
    const start = performance.now();
    running.push(
      directory.findByNumbers([waybillOf(leg)]).then(() => void took.push(performance.now() - start)),
    );
  }
  await Promise.all(running);
  const perSecond = took.length / ((performance.now() - begin) / 1_000);
  return { lookups: took.length, perSecond, p50Ms: quantile(took, 0.5), p99Ms: quantile(took, 0.99) };
}

/** Announces updates of known legs in small calls at a steady rate; legs in a second. */
async function announceAtRate(
  directory: DirectoryStore,
  rows: number,
  random: () => number,
  endsAt: number,
): Promise<number> {
  const callSize = 500;
  const begin = performance.now();
  let announced = 0;
  while (performance.now() < endsAt) {
    const early = begin + (announced / MEANWHILE_PER_SECOND) * 1_000 - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    await directory.announce(
      Array.from({ length: callSize }, () => generateLeg(Math.floor(random() * rows), 2)),
    );
    announced += callSize;
  }
  return announced / ((performance.now() - begin) / 1_000);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

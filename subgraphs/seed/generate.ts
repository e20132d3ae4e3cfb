/**
 * Generates the demo's parcels: one story of each situation, then parcels for benchmarks, then parcels by weight, then parcels in flight.
 * Invariant: the same seed and count give the same parcels in the same order, and nothing after the anchor is in them.
 */
import { delayScan } from './delayScan.ts';
import type { Journey, Platform, TrueLeg } from './journey.ts';
import { createRandom, type Random } from './random.ts';
import { pickSituation, RECYCLED, SITUATIONS } from './situations/allSituations.ts';
import { buildBenchTrip, buildLockerTrip } from './situations/ordinary.ts';
import type { Situation } from './situations/situation.ts';
import { ANCHOR_MS, startTrip } from './startTrip.ts';
import { findStoryTrip } from './story.ts';
import { trimToAnchor } from './trimToAnchor.ts';

/** What to generate. */
export interface GenerateOptions {
  readonly seed: number;
  readonly parcels: number;
  /** So many more, of Cainiao, all in flight: with SF Express, or waiting in a Hive Box locker. */
  readonly inFlight?: number;
}

/** One generated parcel, and what it is an example of. */
export interface TrueParcel {
  readonly journey: Journey;
  /** The name of its situation where it is that situation's story. */
  readonly story: string | null;
  readonly isBench: boolean;
  /** One of those that were asked for by `inFlight`. */
  readonly isInFlight: boolean;
}

const PLATFORMS: readonly Platform[] = [
  'cainiao',
  'cainiao',
  'cainiao',
  'taobao',
  'taobao',
  'jd',
  'jd',
  null,
];
const MOST_BENCH_PARCELS = 240;
const MOST_TRIES = 100;
/** Days that the first parcel of a reused number came before the second. */
const REUSED_AFTER_DAYS = 62;

/** The parcels one after the other; exactly as many as asked for, or as there are stories if those are more. */
export function* generateParcels({ seed, parcels, inFlight = 0 }: GenerateOptions): Generator<TrueParcel> {
  let serial = 0;
  for (const [name, situation] of Object.entries(SITUATIONS)) {
    const platform: Platform = situation.storyPlatform === undefined ? 'cainiao' : situation.storyPlatform;
    const options = { seed, serial, platform, situation };
    const made = name === RECYCLED ? buildRecycled(options) : [findStoryTrip(options).journey];
    for (const journey of made) yield { ...PLAIN, journey, story: name };
    serial += made.length;
  }
  const benchEnd = serial + Math.min(MOST_BENCH_PARCELS, Math.floor(parcels / 10));
  for (; serial < benchEnd; serial++) yield { ...PLAIN, journey: buildBench(seed, serial), isBench: true };
  while (serial < parcels) {
    const journeys = buildOrdinary(seed, serial, parcels - serial);
    for (const journey of journeys) yield { ...PLAIN, journey };
    serial += journeys.length;
  }
  const end = serial + inFlight;
  for (; serial < end; serial++) yield { ...PLAIN, journey: findInFlight(seed, serial), isInFlight: true };
}

const PLAIN = { story: null, isBench: false, isInFlight: false } as const;

function buildOrdinary(seed: number, serial: number, room: number): readonly Journey[] {
  const random = createRandom(seed, serial);
  const [name, situation] = pickSituation(random);
  if (name === RECYCLED && room >= 2) return buildRecycled({ seed, serial, situation });
  const trip = startTrip({
    random,
    serial,
    platform: random.pick(PLATFORMS),
    situation,
    ageDays: pickAge(random, situation),
  });
  situation.build(trip);
  delayScan(trip, 'seldom');
  return [trimToAnchor(trip.journey, ANCHOR_MS)];
}

/** The first trip, of those that chance offers, that SF Express has accepted and nobody collected before the anchor. */
function findInFlight(seed: number, serial: number): Journey {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const random = createRandom(seed + attempt * 7919, serial);
    const ageDays = 0.5 + random.next() * 3.5;
    const trip = startTrip({ random, serial, platform: 'cainiao', situation: {}, ageDays });
    buildLockerTrip(trip);
    const journey = trimToAnchor(trip.journey, ANCHOR_MS);
    const kinds = new Set(journey.legs.flatMap(({ happenings }) => happenings.map(({ kind }) => kind)));
    if ((kinds.has('accepted') || kinds.has('acceptedByAgent')) && !kinds.has('collected')) return journey;
  }
  throw new Error('no trip is in flight at the anchor');
}

function buildBench(seed: number, serial: number): Journey {
  const random = createRandom(seed, serial);
  const trip = startTrip({
    random,
    serial,
    platform: 'cainiao',
    situation: {},
    ageDays: 12 + random.next() * 15,
  });
  buildBenchTrip(trip);
  return trimToAnchor(trip.journey, ANCHOR_MS);
}

/** An old parcel that was delivered, and a new one of another platform under the same waybill. */
function buildRecycled(options: {
  readonly seed: number;
  readonly serial: number;
  readonly situation: Situation;
}): readonly Journey[] {
  const { seed, serial, situation } = options;
  const ages = [REUSED_AFTER_DAYS + 2, 2];
  const platforms: readonly Platform[] = ['taobao', 'jd'];
  const [old, current] = ages.map((ageDays, index) => {
    const trip = startTrip({
      random: createRandom(seed, serial + index),
      serial: serial + index,
      platform: platforms[index] ?? null,
      situation,
      ageDays,
    });
    situation.build(trip);
    return trimToAnchor(trip.journey, ANCHOR_MS);
  });
  const [forgotten] = old?.legs ?? [];
  const [reusing] = current?.legs ?? [];
  if (old === undefined || current === undefined || forgotten === undefined || reusing === undefined)
    throw new Error('a reused number needs two parcels');
  const reused: TrueLeg = { ...reusing, waybill: forgotten.waybill };
  forgotten.isForgotten = true;
  current.legs.splice(0, 1, reused);
  return [old, current];
}

/** Half of the parcels began in the last days, the others in the last two months. */
function pickAge(random: Random, situation: Situation): number {
  const [min, max] = situation.startedDaysAgo ?? (random.chance(0.5) ? [0, 6] : [6, 60]);
  return min + random.next() * (max - min);
}

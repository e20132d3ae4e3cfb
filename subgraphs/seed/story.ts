/**
 * Finds a trip that tells a situation's story: played until it stands, at the demo's now, exactly where the story wants it.
 */
import { DAY } from './clock.ts';
import type { Journey, Platform } from './journey.ts';
import { createRandom } from './random.ts';
import type { Situation } from './situations/situation.ts';
import { ANCHOR_MS, startTrip } from './startTrip.ts';
import { trimToAnchor } from './trimToAnchor.ts';
import type { Trip } from './trip.ts';

/** Apart from the streams of parcels. */
const HOURS_STREAM = 1_000_000_000;
const MOST_TRIES = 500;
/** Long enough for every journey to be over. */
const DONE_AFTER_DAYS = 45;

/** What to tell. */
export interface StoryOptions {
  readonly seed: number;
  readonly serial: number;
  readonly platform: Platform;
  readonly situation: Situation;
}

/** The first trip, of many that chance offers, that stands where the story wants it. */
export function findStoryTrip(options: StoryOptions): { readonly journey: Journey } {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const journey = tryStory(options, attempt);
    if (journey !== null) return { journey };
  }
  throw new Error(`no trip stands at \`${options.situation.standsAt}\`: ${options.situation.about}`);
}

function tryStory(options: StoryOptions, attempt: number): Journey | null {
  const { situation } = options;
  const { standsAt } = situation;
  if (standsAt === undefined) return trimToAnchor(play(options, attempt, DONE_AFTER_DAYS).journey, ANCHOR_MS);
  const ageDays = situation.startedDaysAgo?.[0] ?? daysUntil(options, attempt);
  if (ageDays === null) return null;
  const journey = trimToAnchor(play(options, attempt, ageDays).journey, ANCHOR_MS);
  return latestKind(journey) === standsAt ? journey : null;
}

/** How many days ago a trip must have begun for the wanted happening to be of the last 24 hours. */
function daysUntil(options: StoryOptions, attempt: number): number | null {
  // Played from long ago, then moved by whole days: what depends on the hour of the day stays as it is.
  const trip = play(options, attempt, DONE_AFTER_DAYS);
  const wanted = trip.journey.legs
    .flatMap(({ happenings }) => happenings)
    .find(({ kind }) => kind === options.situation.standsAt);
  return wanted === undefined ? null : DONE_AFTER_DAYS - Math.floor((ANCHOR_MS - wanted.at) / DAY);
}

function play({ seed, serial, platform, situation }: StoryOptions, attempt: number, ageDays: number): Trip {
  const random = createRandom(seed + attempt * 7919, serial);
  // Stories do not all begin on the stroke of an hour; the fraction is the same however many days ago they begin.
  const hours = createRandom(seed + attempt, serial + HOURS_STREAM).next() * 0.4;
  const trip = startTrip({ random, serial, platform, situation, ageDays: ageDays + hours });
  situation.build(trip);
  return trip;
}

function latestKind({ legs }: Journey): string | undefined {
  const happenings = legs.flatMap((leg) => leg.happenings);
  const mistakes = new Set(happenings.map(({ corrects }) => corrects?.happening));
  return happenings
    .filter((happening) => !mistakes.has(happening))
    .sort((one, other) => one.at - other.at)
    .at(-1)?.kind;
}

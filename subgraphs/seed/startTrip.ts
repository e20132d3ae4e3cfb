/** Starts a trip: between cities that suit the situation, so many days before the demo's now. */
import { DAY, DEMO_ANCHOR } from './clock.ts';
import type { Platform } from './journey.ts';
import { CHINESE_CITIES, type City, FOREIGN_CITIES, POLISH_CITIES } from './places.ts';
import type { Random } from './random.ts';
import type { Situation } from './situations/situation.ts';
import { Trip } from './trip.ts';

/** The demo's "now" in milliseconds. */
export const ANCHOR_MS = Date.parse(DEMO_ANCHOR);

/** What a trip needs to start. */
export interface StartOptions {
  readonly random: Random;
  readonly serial: number;
  readonly platform: Platform;
  readonly situation: Pick<Situation, 'from' | 'to'>;
  readonly ageDays: number;
}

/** A trip between two cities that suit the situation, begun so many days before the anchor. */
export function startTrip({ random, serial, platform, situation, ageDays }: StartOptions): Trip {
  const from = random.pick(citiesOf(situation.from ?? 'CN'));
  const to = random.pick(citiesOf(situation.to ?? 'CN'));
  const startAt = Math.floor((ANCHOR_MS - ageDays * DAY) / 1000) * 1000;
  return new Trip({ random, serial, platform, startAt, from, to });
}

function citiesOf(where: 'CN' | 'PL' | 'FOREIGN'): readonly City[] {
  if (where === 'CN') return CHINESE_CITIES;
  return where === 'PL' ? POLISH_CITIES : FOREIGN_CITIES;
}

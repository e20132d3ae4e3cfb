/**
 * What a situation is: a way for a parcel to fare, built step by step on a trip. The tables beside this file list them
 * all; a reader who misses one adds a row.
 */
import type { HappeningKind } from '../happenings.ts';
import type { Trip } from '../trip.ts';

/** A way for a parcel to fare. */
export interface Situation {
  /** How many of 1,000 parcels, roughly; 0 for situations that are told once, as a story. */
  readonly weight: number;
  /** One sentence for the manifest's story. */
  readonly about: string;
  /** Where parcels come from and go to; China when left out. */
  readonly from?: 'CN' | 'PL' | 'FOREIGN';
  readonly to?: 'CN' | 'PL';
  /** Days before the demo's now that a random parcel starts, when it cannot be any. */
  readonly startedDaysAgo?: readonly [min: number, max: number];
  /** The last thing that has happened when the story is told; when left out, the journey is over. */
  readonly standsAt?: HappeningKind;
  /** The story's platform: Cainiao, unless it is to be somebody else's. */
  readonly storyPlatform?: 'taobao' | 'jd' | null;
  /** Plays it. Trips begin when the label is made. */
  readonly build: (trip: Trip) => void;
}

/** Situations by name, in words with hyphens. */
export type Situations = Readonly<Record<string, Situation>>;

/**
 * Cainiao's parcels in flight with SF Express and Hive Box: what Cainiao sees of each, and whether that is what it saw when they were
 * last live.
 */
import { isDeepStrictEqual } from 'node:util';
import type { AskAs } from './platformClient.ts';
import type { Stage } from './stage.ts';

/** As many numbers as a request may ask for. */
const AT_ONCE = 100;
/** Requests under way at a time. */
const LANES = 4;

/** The fields of the continuity floor, and `custody`, which is none of them. */
const QUERY = `query InFlight($numbers: [ID!]!) {
  parcels(trackingNumbers: $numbers) {
    legs {
      operator { code } waybill asOf custody status substatus coarsePlace { country region city }
      ... on CourierLeg { estimate { from to } }
      ... on LockerLeg { deadline }
    }
  }
}`;

interface SeenLeg {
  readonly operator: { readonly code: string };
  readonly waybill: string;
  readonly asOf: string | null;
  readonly custody: string | null;
}

/** What Cainiao sees of parcels, counted. */
export interface InFlightCount {
  /** Of so many parcels at least one leg is answered, with a status. */
  readonly parcels: number;
  /** Legs by operator. */
  readonly legs: Readonly<Record<string, number>>;
  /** Legs that their operators answered. */
  readonly live: number;
  /** Legs that were answered from last known values, by operator and why: `hive-box SUSPENDED`. */
  readonly lastKnown: Readonly<Record<string, number>>;
  /** Legs whose continuity fields are as they were when they were last live, and whose `asOf` is that very time. */
  readonly asLastSeen: number;
  /** Legs that show more than continuity fields, where they are last known. */
  readonly beyondFloor: number;
}

export interface InFlight {
  readonly numbers: readonly string[];
  /** Asks for all of them, or those of the first requests, and remembers what is live. */
  see(requests?: number): Promise<InFlightCount>;
  /** Asks for the last ones, and counts the legs of an operator that are last known as they were seen live. */
  countKept(operator: string): Promise<{ readonly kept: number; readonly legs: number }>;
}

interface LastSeen {
  readonly values: unknown;
  readonly at: number;
}

export function createInFlight({ manifest, ask, clock }: Stage): InFlight {
  const numbers = manifest.inFlightParcels ?? [];
  const seen = new Map<string, LastSeen>();
  const groups = Array.from({ length: Math.ceil(numbers.length / AT_ONCE) }, (_, index) =>
    numbers.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
  return {
    numbers,
    async see(requests = groups.length) {
      const count = new Counter(seen, clock.now());
      const waiting = groups.slice(0, requests);
      const lane = async () => {
        for (let group = waiting.shift(); group !== undefined; group = waiting.shift())
          count.add(await askGroup(ask, group));
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      return count;
    },
    async countKept(operator) {
      const { parcels } = await askGroup(ask, groups.at(-1) ?? []);
      const legs = parcels
        .flatMap((parcel) => parcel?.legs ?? [])
        .filter((leg) => leg.operator.code === operator);
      return {
        kept: legs.filter((leg) => isAsLastSeen(leg, seen.get(leg.waybill))).length,
        legs: legs.length,
      };
    },
  };
}

interface GroupAnswer {
  readonly parcels: readonly ({ readonly legs: readonly SeenLeg[] } | null)[];
  readonly lastKnown: readonly { readonly operator: string; readonly code: string; readonly legs: number }[];
}

async function askGroup(ask: AskAs, numbers: readonly string[]): Promise<GroupAnswer> {
  const { data, extensions } = await ask('cainiao', QUERY, { numbers });
  return {
    parcels: (data?.['parcels'] ?? []) as GroupAnswer['parcels'],
    lastKnown: extensions?.disclosure?.lastKnown ?? [],
  };
}

class Counter implements InFlightCount {
  parcels = 0;
  readonly legs: Record<string, number> = {};
  live = 0;
  readonly lastKnown: Record<string, number> = {};
  asLastSeen = 0;
  beyondFloor = 0;
  readonly #seen: Map<string, LastSeen>;
  readonly #now: number;

  constructor(seen: Map<string, LastSeen>, now: number) {
    this.#seen = seen;
    this.#now = now;
  }

  add({ parcels, lastKnown }: GroupAnswer): void {
    for (const { operator, code, legs } of lastKnown) increase(this.lastKnown, `${operator} ${code}`, legs);
    for (const parcel of parcels) {
      if (parcel === null || parcel.legs.length === 0) continue;
      this.parcels++;
      for (const leg of parcel.legs) this.#addLeg(leg);
    }
  }

  #addLeg(leg: SeenLeg): void {
    increase(this.legs, leg.operator.code, 1);
    const before = this.#seen.get(leg.waybill);
    if (leg.asOf !== null) {
      if (isAsLastSeen(leg, before)) this.asLastSeen++;
      if (leg.custody !== null) this.beyondFloor++;
      return;
    }
    this.live++;
    const values = valuesOf(leg);
    if (before === undefined || isDeepStrictEqual(before.values, values)) this.asLastSeen++;
    this.#seen.set(leg.waybill, { values, at: this.#now });
  }
}

function isAsLastSeen(leg: SeenLeg, seen: LastSeen | undefined): boolean {
  return (
    seen !== undefined &&
    leg.asOf !== null &&
    Date.parse(leg.asOf) === seen.at &&
    isDeepStrictEqual(valuesOf(leg), seen.values)
  );
}

function valuesOf({ asOf: _, custody: __, ...values }: SeenLeg): unknown {
  return values;
}

function increase(counts: Record<string, number>, key: string, by: number): void {
  counts[key] = (counts[key] ?? 0) + by;
}

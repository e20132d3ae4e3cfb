/**
 * The oracle's own reading of how a pair stands beside its documents: whether sharing has stopped, for which parcels last known
 * values go on, and what a measure withholds. Times are milliseconds since the epoch.
 */
import type { AgreementModel, ScenarioModel, StopModel } from './model.ts';

/** Why only last known values are served, and of parcels that were accepted before when. */
export interface FloorModel {
  readonly code: 'SUSPENDED' | 'EXPIRED' | 'CONTINUITY_ONLY';
  readonly before: number;
}

export interface StandingModel {
  /** Null while fields are shared as agreed. */
  readonly floor: FloorModel | null;
  /** When the agreement was in force by which is decided. */
  readonly forceAt: number;
  /** Fields that a measure withholds. */
  readonly withheld: readonly string[];
}

interface Interval {
  readonly from: number;
  readonly until: number | null;
}

const isWithin = ({ from, until }: Interval, time: number) =>
  from <= time && (until === null || time < until);

/** How operator and platform stand at a time. */
export function standingOf(
  scenario: ScenarioModel,
  operator: string,
  platform: string,
  now: number,
): StandingModel {
  const isOfPair = (one: { readonly operator: string; readonly platform: string }) =>
    one.operator === operator && one.platform === platform;
  const agreements = scenario.agreements.filter(isOfPair);
  const stops = scenario.stops.filter(isOfPair);
  const measures = scenario.measures.filter((each) => isOfPair(each) && isWithin(each, now));
  const withheld = measures.flatMap(({ withhold }) => withhold);
  const { cutOffAt } = scenario;
  const isShared = (time: number) =>
    agreements.some((each) => isWithin(each, time)) && !stops.some((each) => isWithin(each, time));
  if (isShared(now)) {
    const floor = cutOffAt === null ? null : ({ code: 'CONTINUITY_ONLY', before: cutOffAt } as const);
    return { floor, forceAt: now, withheld };
  }
  const hasBegun = agreements.some(({ from }) => from <= now);
  const restored = measures.filter(({ kind }) => kind === 'RESTORE_FLOOR').map(({ from }) => from);
  const stopped = hasBegun ? Math.max(endOfSharing(agreements, stops, now, isShared), ...restored) : NEVER;
  const isOnlySuspended =
    agreements.some((each) => isWithin(each, now)) &&
    !stops.some((each) => each.kind === 'TERMINATION' && isWithin(each, now));
  return {
    floor: {
      code: isOnlySuspended ? 'SUSPENDED' : 'EXPIRED',
      before: Math.min(stopped, cutOffAt ?? stopped),
    },
    forceAt: lastForce(agreements, now),
    withheld,
  };
}

const NEVER = Number.NEGATIVE_INFINITY;

/** The first moment after the last one at which fields were shared; sharing ends only where an agreement does or a stop begins. */
function endOfSharing(
  agreements: readonly AgreementModel[],
  stops: readonly StopModel[],
  now: number,
  isShared: (time: number) => boolean,
): number {
  const ends = [...agreements.map(({ until }) => until), ...stops.map(({ from }) => from)];
  return Math.max(NEVER, ...ends.filter((end) => end <= now && isShared(end - 1)));
}

function lastForce(agreements: readonly AgreementModel[], now: number): number {
  const begun = agreements.filter(({ from }) => from <= now);
  return begun.length === 0 ? now : Math.max(...begun.map(({ until }) => Math.min(now, until - 1)));
}

/**
 * How a pair stands at one time. Pure and total. Invariants: fields are shared only while a version is in force and no stop is
 * in effect; what a measure adds is the floor of what was agreed, and nothing else. Every request asks: the stops that are over
 * by then, which a party may pile up for years, are each looked at a fixed number of times.
 */
import type { AgreedVersion, LifeStanding, LifeState, PairLife, Stop } from './pairLife.ts';
import { isInForce } from './steps/dispute.ts';

/** The standing at a time, milliseconds since the epoch. */
export function readLifeAt(life: PairLife, now: number): LifeStanding {
  const cause = readCause(life, now);
  const measures = life.measures.filter((measure) => isInForce(measure, now));
  return {
    ...cause,
    next: findNext(life, now, cause.state),
    version: findVersion(life, now)?.version ?? null,
    floorBefore: findFloor(life, now),
    withheld: new Set(measures.flatMap(({ withhold }) => withhold)),
    isDisputed: life.disputes.some(
      ({ openedAt, settledAt }) => openedAt <= now && (settledAt === null || now < settledAt),
    ),
    measure: measures.at(-1) ?? null,
  };
}

type Cause = Pick<LifeStanding, 'state' | 'since' | 'by' | 'reason'>;

function readCause(life: PairLife, now: number): Cause {
  const version = life.versions.find((candidate) => isCurrent(candidate, now));
  const termination = findEarliest(life, now, isInEffect, 'TERMINATION');
  if (version === undefined) return readCauseOutOfForce(life, now, termination);
  const begin = findBeginOfForce(life.versions, version);
  const cause = (state: LifeState, { by, reason }: Stop, since: number) => ({
    state,
    since: Math.max(since, begin),
    by,
    reason,
  });
  if (termination !== undefined) return cause('TERMINATED', termination, termination.effectiveAt);
  const suspension = findEarliest(life, now, isInEffect);
  if (suspension !== undefined) return cause('SUSPENDED', suspension, suspension.effectiveAt);
  const noticed = findEarliest(life, now, isNoticed);
  if (noticed !== undefined) return cause(`${noticed.kind}_NOTICED`, noticed, noticed.declaredAt);
  return readCauseOfForce(life, now, begin);
}

/** In force since its begin, or since the last stop was taken back. */
function readCauseOfForce({ stops }: PairLife, now: number, begin: number): Cause {
  let since = begin;
  let by: string | null = null;
  for (const { kind, endsAt, by: party } of stops) {
    if (endsAt === null || endsAt > now || endsAt <= since) continue;
    since = endsAt;
    by = kind === 'SUSPENSION' ? party : null;
  }
  return { state: 'IN_FORCE', since, by, reason: null };
}

function readCauseOutOfForce(life: PairLife, now: number, termination: Stop | undefined): Cause {
  const ended = findLastEnded(life.versions, now);
  if (termination !== undefined && (ended === undefined || termination.effectiveAt < ended.until)) {
    const { by, reason, effectiveAt } = termination;
    return { state: 'TERMINATED', since: effectiveAt, by, reason };
  }
  if (ended !== undefined) return { state: 'EXPIRED', since: ended.until, by: null, reason: null };
  const [first] = life.versions.filter(({ agreedAt }) => agreedAt <= now);
  const common = { by: null, reason: null } as const;
  return first === undefined
    ? { state: 'NONE', since: null, ...common }
    : { state: 'NOT_YET', since: first.agreedAt, ...common };
}

/** The version in force, else the one that was last. */
function findVersion({ versions }: PairLife, now: number): AgreedVersion | undefined {
  return versions.find((candidate) => isCurrent(candidate, now)) ?? findLastEnded(versions, now);
}

function findLastEnded(versions: readonly AgreedVersion[], now: number): AgreedVersion | undefined {
  return versions.findLast(({ until }) => until <= now);
}

function isCurrent({ from, until }: AgreedVersion, now: number): boolean {
  return from <= now && now < until;
}

/** Where versions follow each other without a gap, the begin of the first. */
function findBeginOfForce(versions: readonly AgreedVersion[], version: AgreedVersion): number {
  let begin = version.from;
  for (const { from, until } of versions.toReversed()) if (until === begin) begin = from;
  return begin;
}

function isInEffect({ effectiveAt, endsAt }: Stop, now: number): boolean {
  return effectiveAt <= now && isBefore(now, endsAt);
}

function isNoticed({ declaredAt, effectiveAt, endsAt }: Stop, now: number): boolean {
  return declaredAt <= now && now < effectiveAt && isBefore(now, endsAt);
}

/** Of the stops that are so, the one that takes effect first. */
function findEarliest(
  { stops }: PairLife,
  now: number,
  isSo: (stop: Stop, now: number) => boolean,
  kind?: Stop['kind'],
): Stop | undefined {
  let earliest: Stop | undefined;
  for (const stop of stops) {
    if ((kind !== undefined && stop.kind !== kind) || !isSo(stop, now)) continue;
    if (earliest === undefined || stop.effectiveAt < earliest.effectiveAt) earliest = stop;
  }
  return earliest;
}

function isShared(life: PairLife, now: number): boolean {
  return (
    life.versions.some((version) => isCurrent(version, now)) &&
    !life.stops.some((stop) => isInEffect(stop, now))
  );
}

function findNext(life: PairLife, now: number, state: LifeState): LifeStanding['next'] {
  // What is over changes nothing any more.
  const coming = { ...life, stops: life.stops.filter(({ endsAt }) => isBefore(now, endsAt)) };
  for (const at of listBoundaries(coming)) {
    if (at <= now) continue;
    const after = readCause(coming, at).state;
    if (after !== state) return { state: after, at };
  }
  return null;
}

/** Every time at which something begins or ends, sorted. Between two of them nothing changes by time. */
function listBoundaries({ versions, stops }: PairLife): readonly number[] {
  const times = [
    ...versions.flatMap(({ from, until }) => [from, until]),
    ...stops.flatMap((stop) => (tookEffect(stop) ? [stop.effectiveAt, stop.endsAt] : [stop.endsAt])),
  ].filter((time) => time !== null);
  return [...new Set(times)].sort((one, other) => one - other);
}

/** False for what was taken back in its notice. */
function tookEffect({ effectiveAt, endsAt }: Stop): boolean {
  return isBefore(effectiveAt, endsAt);
}

function isBefore(time: number, end: number | null): boolean {
  return end === null || time < end;
}

/**
 * Before when a parcel has to be accepted to be in the floor: the moment at which sharing stopped, or that of an order that
 * restores the floor. Null while fields are shared, and where no version ever was in force.
 */
function findFloor(life: PairLife, now: number): number | null {
  if (isShared(life, now) || findVersion(life, now) === undefined) return null;
  const orders = life.measures.filter(
    (measure) => measure.kind === 'RESTORE_FLOOR' && isInForce(measure, now),
  );
  const times = [findEndOfSharing(life, now), ...orders.map(({ from }) => from)].filter(
    (time) => time !== null,
  );
  return times.length === 0 ? null : Math.max(...times);
}

/** The begin of the pauses that follow one another up to now without a gap; null where nothing was shared before them. */
function findEndOfSharing({ versions, stops }: PairLife, now: number): number | null {
  const pauses = [
    ...[undefined, ...versions].map((version, index) => ({
      from: version?.until ?? Number.NEGATIVE_INFINITY,
      until: versions[index]?.from ?? null,
    })),
    ...stops.filter(tookEffect).map(({ effectiveAt, endsAt }) => ({ from: effectiveAt, until: endsAt })),
  ];
  let [begin, end] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { from, until } of pauses.sort((one, other) => one.from - other.from)) {
    if (from > now) break;
    if (from > end) begin = from;
    end = Math.max(end, until ?? Number.POSITIVE_INFINITY);
  }
  return Number.isFinite(begin) ? begin : null;
}

/**
 * Puts the lives of agreements over the table of their documents: while a pair's sharing is stopped, and in a hub that has lost
 * touch with the others, only the continuity floor is served; a mediator's measure narrows.
 * Invariant: whatever the records say, nothing is granted that the documents do not grant.
 */
import type { AgreementContract } from '../agreementContract.ts';
import type { AgreementTable, Caller, Floor, LegFacts, LegPolicy, PairStanding } from '../decision.ts';
import type { LifeStanding, LifeState, PairLife } from '../life/pairLife.ts';
import { createFloors } from './createFloors.ts';
import { createNarrowing } from './createNarrowing.ts';

/** The lives of a network, by operator and platform. */
export interface Lives {
  find(operator: string, platform: string): PairLife | undefined;
}

export interface LivesOptions {
  readonly table: AgreementTable;
  readonly lives: Lives;
  readonly contract: AgreementContract;
  /** Pure and total. */
  readonly readLifeAt: (life: PairLife, now: number) => LifeStanding;
  /** Set in a hub that cannot know whether its agreements still hold: since when, milliseconds since the epoch. */
  readonly cutOffAt?: number;
}

/** In these the documents decide. */
const SHARING: ReadonlySet<LifeState> = new Set(['IN_FORCE', 'SUSPENSION_NOTICED', 'TERMINATION_NOTICED']);

/** The table of a network whose agreements have lives. */
export function applyLives({ table, lives, contract, readLifeAt, cutOffAt }: LivesOptions): AgreementTable {
  const floors = createFloors(contract);
  const narrowing = createNarrowing(contract);
  const standingOf = rememberStandings(readLifeAt);

  const decideLeg = (caller: Caller, leg: LegFacts, now: number): LegPolicy => {
    const life = lives.find(leg.operator, caller.platform);
    const standing = life === undefined ? undefined : standingOf(life, now);
    const floor = readFloorOf(standing, cutOffAt);
    const forceAt = floor === undefined || life === undefined ? now : lastForce(life, now);
    const decided = table.decideLeg(caller, leg, now, forceAt);
    const policy = standing === undefined ? decided : narrowing.cut(decided, leg, standing.withheld);
    return floor === undefined ? policy : floors.cut(policy, leg, floor, now);
  };
  const readPair = (operator: string, platform: string, now: number): PairStanding => {
    const found = table.readPair(operator, platform, now);
    const life = lives.find(operator, platform);
    if (life === undefined) return found;
    const standing = standingOf(life, now);
    return { state: standing.state, agreement: found.agreement, life: standing };
  };
  return {
    decideLeg,
    readPair,
    readFloor: (policy, leg, now) => table.readFloor(policy, leg, now),
    listInForce(platform, now) {
      if (cutOffAt !== undefined) return [];
      const agreements = table.listInForce(platform, now);
      return agreements.filter(({ operator }) => SHARING.has(readPair(operator, platform, now).state));
    },
    coordinatesFor: (platform) => table.coordinatesFor(platform),
  };
}

/** The floor that a pair is on; undefined where the documents decide. */
function readFloorOf(standing: LifeStanding | undefined, cutOffAt: number | undefined): Floor | undefined {
  if (standing !== undefined && !SHARING.has(standing.state)) {
    const code = standing.state === 'SUSPENDED' ? 'SUSPENDED' : 'EXPIRED';
    // A stop that came before the first moment of force leaves nothing to go on with.
    const stopped = standing.floorBefore ?? Number.NEGATIVE_INFINITY;
    return { code, before: Math.min(stopped, cutOffAt ?? stopped) };
  }
  return cutOffAt === undefined ? undefined : { code: 'CONTINUITY_ONLY', before: cutOffAt };
}

/** The last time up to now at which a version was in force: the floor consists of what that one grants. */
function lastForce({ versions }: PairLife, now: number): number {
  const begun = versions.filter(({ from, until }) => from <= now && from < until);
  const times = begun.map(({ until }) => Math.min(now, until - 1));
  return times.length === 0 ? now : Math.max(...times);
}

/** All legs of a request have one `now`, so a pair's standing is worked out once for it. */
function rememberStandings(readLifeAt: LivesOptions['readLifeAt']): LivesOptions['readLifeAt'] {
  const last = new WeakMap<PairLife, { readonly now: number; readonly standing: LifeStanding }>();
  return (life, now) => {
    const known = last.get(life);
    if (known?.now === now) return known.standing;
    const standing = readLifeAt(life, now);
    last.set(life, { now, standing });
    return standing;
  };
}

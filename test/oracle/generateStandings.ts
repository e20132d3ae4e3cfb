/**
 * Generates what happens to agreements beside their documents: suspensions and terminations, a mediator's measures, and a hub that
 * loses touch. Most pairs have none of it.
 */
import type { AgreementModel, MeasureModel, ScenarioModel, StopModel } from './model.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Standings = Pick<ScenarioModel, 'stops' | 'measures' | 'cutOffAt'>;

/** Of some of the pairs that have agreements, around `now`. */
export function generateStandings(
  random: Random,
  agreements: readonly AgreementModel[],
  now: number,
): Standings {
  const pairs = new Map(
    agreements.map((agreement) => [`${agreement.operator} ${agreement.platform}`, agreement]),
  );
  const stops: StopModel[] = [];
  const measures: MeasureModel[] = [];
  for (const agreement of pairs.values()) {
    if (random.chance(0.25)) stops.push(generateStop(random, agreement, now));
    if (random.chance(0.05)) stops.push(generateStop(random, agreement, now));
    if (random.chance(0.15)) measures.push(generateMeasure(random, agreement, now));
  }
  return { stops, measures, cutOffAt: random.chance(0.12) ? now - generateAge(random) : null };
}

/** How long ago something was: within the time in which parcels were accepted, or just now. */
function generateAge(random: Random): number {
  return random.pick([0, 1, HOUR_MS, random.int(9 * DAY_MS), random.int(9 * DAY_MS)]);
}

function generateStop(random: Random, { operator, platform }: AgreementModel, now: number): StopModel {
  const from = now + (random.chance(0.8) ? -generateAge(random) : generateAge(random));
  return {
    operator,
    platform,
    kind: random.chance(0.75) ? 'SUSPENSION' : 'TERMINATION',
    declaredAt: from - random.pick([0, DAY_MS]),
    from,
    until: random.chance(0.25) ? from + 1 + generateAge(random) : null,
  };
}

function generateMeasure(
  random: Random,
  { operator, platform, clauses }: AgreementModel,
  now: number,
): MeasureModel {
  const from = now - generateAge(random);
  const kind = random.pick(['RESTORE_FLOOR', 'NARROW'] as const);
  const named = random.some(clauses, 0.3).map(({ type, field }) => `${type}.${field}`);
  return {
    operator,
    platform,
    kind,
    from,
    until: from + 1 + generateAge(random) + random.pick([0, 5 * DAY_MS]),
    withhold: kind === 'NARROW' ? [...new Set(named)] : [],
  };
}

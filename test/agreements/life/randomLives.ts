/** Lives that come of random attempts by everybody, most of them refused. */
import fc from 'fast-check';
import { applyStep } from '../../../gateway/agreements/life/applyStep.ts';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import type { LifeStanding, PairLife } from '../../../gateway/agreements/life/pairLife.ts';
import { startLife } from '../../../gateway/agreements/life/startLife.ts';
import { ACTORS, TRIES, type TryName } from './situations.ts';
import { HOUR, MEDIATOR, OPERATOR, PAIR, PLATFORM, RULES, START } from './support.ts';

const names = Object.keys(TRIES) as TryName[];
const HOURS = [0, 0, 0, 1, 1, 1, 24, 71, 72, 73, 24 * 30, 24 * 110, 24 * 210] as const;

/** Who tries what, after how many hours. */
export interface Attempt {
  readonly name: TryName;
  readonly actor: string;
  readonly hours: number;
}

const ORDERS: ReadonlySet<TryName> = new Set<TryName>(['RESTORE_FLOOR', 'NARROW', 'END_MEASURE']);

/** Events by actors, with the hours that pass before each. What is taken more often comes up more often, so that lives get old. */
const anything = fc.array(
  fc
    .record<Attempt>({
      name: fc.constantFrom<TryName>(...names, 'SIGN', 'RESUME', 'DISPUTE', 'RESTORE_FLOOR', 'END_MEASURE'),
      actor: fc.constantFrom(...Object.values(ACTORS), OPERATOR, PLATFORM),
      hours: fc.constantFrom(...HOURS),
    })
    .map((tried) =>
      ORDERS.has(tried.name) && tried.actor === OPERATOR ? { ...tried, actor: MEDIATOR } : tried,
    ),
  { maxLength: 30, size: 'max' },
);

/** Most lives begin with an agreement: what comes of attempts alone is seldom one. */
const attempts = fc
  .tuple(fc.nat({ max: 3 }), anything)
  .map(([kind, others]): readonly Attempt[] => (kind === 0 ? others : [...AGREED, ...others]));

/** Both sign. */
export const AGREED: readonly Attempt[] = [
  { name: 'OFFER', actor: OPERATOR, hours: 0 },
  { name: 'SIGN', actor: PLATFORM, hours: 1 },
];

/** A life as it came about. */
export interface Told {
  readonly steps: readonly LifeStep[];
  /** Before each step that was taken, and after the last. */
  readonly lives: readonly PairLife[];
}

/** Takes what can be taken. */
export function tell(tried: readonly Attempt[]): Told {
  const steps: LifeStep[] = [];
  const lives = [startLife(PAIR)];
  let now = START;
  for (const { name, actor, hours } of tried) {
    now += hours * HOUR;
    const life = lives.at(-1) ?? startLife(PAIR);
    const step = TRIES[name]({ life, now }, actor);
    const outcome = applyStep(life, step, RULES);
    if (outcome.problem !== undefined) continue;
    steps.push(step);
    lives.push(outcome.life);
  }
  return { steps, lives };
}

/** Random lives. */
export const told = attempts.map(tell);
export const lifeOf = ({ lives }: Told): PairLife => lives.at(-1) ?? startLife(PAIR);
/** Before, during and after them. */
export const times = fc.integer({ min: -10, max: 24 * 900 }).map((hours) => START + hours * HOUR);
export const isShared = ({ state }: LifeStanding) => state === 'IN_FORCE' || state.endsWith('_NOTICED');

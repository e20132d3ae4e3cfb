/** The situations of `transitions.txt`, each brought about by steps, and the events that are tried in each. */
import { applyStep } from '../../../gateway/agreements/life/applyStep.ts';
import type { LifeEvent, LifeStep, StepBodies } from '../../../gateway/agreements/life/lifeStep.ts';
import type { PairLife } from '../../../gateway/agreements/life/pairLife.ts';
import { startLife } from '../../../gateway/agreements/life/startLife.ts';
import {
  answerOf,
  DAY,
  documentOf,
  HOUR,
  MEDIATOR,
  OPERATOR,
  PAIR,
  PLATFORM,
  RULES,
  START,
  stepOf,
  stricterOf,
} from './support.ts';

/** A life, and the time at which events are tried. */
export interface Situation {
  readonly life: PairLife;
  readonly now: number;
}

/** Who tries, by the columns of the table. */
export const ACTORS = {
  OPERATOR,
  PLATFORM,
  MEDIATOR,
  ANYBODY_ELSE: 'zto',
} as const;

type Try = (situation: Situation, actor: string) => LifeStep;

const tryTo =
  <Event extends LifeEvent>(event: Event, bodyOf: (situation: Situation) => StepBodies[Event]): Try =>
  (situation, actor) =>
    stepOf(event, actor, situation.now, bodyOf(situation));

const nextVersion = ({ life }: Situation) => life.lastVersion + 1;
const untilIn = (days: number, now: number) => new Date(now + days * DAY).toISOString();

/** Every event once, and twice where its body decides. */
export const TRIES = {
  OFFER: tryTo('OFFER', (situation) => ({
    document: documentOf({ version: nextVersion(situation), until: situation.now + 200 * DAY }),
  })),
  COUNTER_OFFER: tryTo('COUNTER_OFFER', (situation) => ({
    document: documentOf({ version: nextVersion(situation), until: situation.now + 100 * DAY }),
  })),
  SIGN: tryTo('SIGN', ({ life }) => answerOf(life)),
  DECLINE: tryTo('DECLINE', ({ life }) => answerOf(life)),
  AMEND: tryTo('AMEND', ({ life }) => ({ document: stricterOf(life) })),
  SUSPEND: tryTo('SUSPEND', () => ({ reason: 'COMMERCIAL' })),
  SUSPEND_AT_ONCE: tryTo('SUSPEND', () => ({ reason: 'BREACH' })),
  RESUME: tryTo('RESUME', () => ({})),
  TERMINATE: tryTo('TERMINATE', () => ({ reason: 'BREACH' })),
  DISPUTE: tryTo('DISPUTE', () => ({ reason: 'UNSPECIFIED' })),
  SETTLE: tryTo('SETTLE', () => ({})),
  RESTORE_FLOOR: tryTo('ORDER_MEASURE', ({ now }) => ({
    kind: 'RESTORE_FLOOR',
    until: untilIn(30, now),
    withhold: [],
  })),
  NARROW: tryTo('ORDER_MEASURE', ({ now }) => ({
    kind: 'NARROW',
    until: untilIn(30, now),
    withhold: ['LockerLeg.storedAt'],
  })),
  END_MEASURE: tryTo('END_MEASURE', () => ({})),
} satisfies Record<string, Try>;

export type TryName = keyof typeof TRIES;

/** What time alone brings: where the situation is looked at again. */
export const TIMES = {
  NOTICE_OVER: ({ now }: Situation) => now + 72 * HOUR,
  MEASURE_OVER: ({ now }: Situation) => now + 30 * DAY,
  EXPIRY: ({ life, now }: Situation) => life.versions.at(-1)?.until ?? now + 365 * DAY,
} as const;

/** What happens, by whom; a number is hours that pass, otherwise one. */
type Happening = readonly [TryName, string] | number;

const IN_FORCE: readonly Happening[] = [
  ['OFFER', OPERATOR],
  ['SIGN', PLATFORM],
];
const TERMINATED: readonly Happening[] = [...IN_FORCE, ['TERMINATE', PLATFORM], 72];
const SUSPENDED: readonly Happening[] = [...IN_FORCE, ['SUSPEND_AT_ONCE', PLATFORM]];

const STORIES: Readonly<Record<string, readonly Happening[]>> = {
  NONE: [],
  'NONE, offered by the operator': [['OFFER', OPERATOR]],
  'NONE, offered by the platform': [['OFFER', PLATFORM]],
  IN_FORCE,
  'IN_FORCE, offered by the operator': [...IN_FORCE, ['OFFER', OPERATOR]],
  'IN_FORCE, amended by the platform': [...IN_FORCE, ['AMEND', PLATFORM]],
  'SUSPENSION_NOTICED by the platform': [...IN_FORCE, ['SUSPEND', PLATFORM]],
  'SUSPENDED by the platform': SUSPENDED,
  'SUSPENDED by both': [...SUSPENDED, ['SUSPEND_AT_ONCE', OPERATOR]],
  'SUSPENDED by the platform, offered by the operator': [...SUSPENDED, ['OFFER', OPERATOR]],
  'TERMINATION_NOTICED by the platform': [...IN_FORCE, ['TERMINATE', PLATFORM]],
  TERMINATED,
  'TERMINATED, offered before by the operator': [
    ...IN_FORCE,
    ['OFFER', OPERATOR],
    ['TERMINATE', OPERATOR],
    72,
  ],
  'TERMINATED, offered by the operator': [...TERMINATED, ['OFFER', OPERATOR]],
  EXPIRED: [...IN_FORCE, 201 * 24],
  'EXPIRED, suspended by the platform': [...SUSPENDED, 201 * 24],
  'IN_FORCE, disputed by the platform': [...IN_FORCE, ['DISPUTE', PLATFORM]],
  'IN_FORCE, narrowed': [...IN_FORCE, ['DISPUTE', PLATFORM], ['NARROW', MEDIATOR]],
  'SUSPENDED by the platform, floor restored': [
    ...SUSPENDED,
    ['DISPUTE', OPERATOR],
    ['RESTORE_FLOOR', MEDIATOR],
  ],
};

/** By the names of the table. Those with a version still to come have their own documents. */
export const SITUATIONS: ReadonlyMap<string, Situation> = new Map([
  ...Object.entries(STORIES).map(([name, story]) => [name, tell(story)] as const),
  ['NOT_YET', signLater(startLife(PAIR), START)],
  [
    'NOT_YET, suspended by the platform',
    happen(signLater(startLife(PAIR), START), ['SUSPEND_AT_ONCE', PLATFORM]),
  ],
  ['TERMINATED, a version to come', signLater(tell(TERMINATED).life, tell(TERMINATED).now)],
  ['EXPIRED, a version to come', signLater(tell([...IN_FORCE, 201 * 24]).life, START + 202 * DAY)],
]);

function tell(story: readonly Happening[]): Situation {
  return story.reduce<Situation>(happen, { life: startLife(PAIR), now: START });
}

function happen(situation: Situation, happening: Happening): Situation {
  const { life, now } = situation;
  if (typeof happening === 'number') return { life, now: now + happening * HOUR };
  const [name, actor] = happening;
  return take(situation, TRIES[name](situation, actor));
}

function take({ life, now }: Situation, step: LifeStep): Situation {
  const outcome = applyStep(life, step, RULES);
  if (outcome.problem !== undefined) throw new Error(outcome.problem.message);
  return { life: outcome.life, now: now + HOUR };
}

/** Both sign a version that comes into force ten days later. */
function signLater(life: PairLife, now: number): Situation {
  const text = { version: life.lastVersion + 1, from: now + 10 * DAY, until: now + 400 * DAY };
  const offered = take({ life, now }, stepOf('OFFER', OPERATOR, now, { document: documentOf(text) }));
  return take(offered, stepOf('SIGN', PLATFORM, offered.now, answerOf(offered.life)));
}

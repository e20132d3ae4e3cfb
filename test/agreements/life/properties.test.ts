/** Random attempts by everybody, most of them refused: what is taken keeps the promises of the machine. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyStep } from '../../../gateway/agreements/life/applyStep.ts';
import { foldLife } from '../../../gateway/agreements/life/foldLife.ts';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import type { LifeStanding, PairLife } from '../../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../../gateway/agreements/life/readLifeAt.ts';
import { startLife } from '../../../gateway/agreements/life/startLife.ts';
import { ACTORS, TRIES, type TryName } from './situations.ts';
import { DAY, HOUR, MEDIATOR, OPERATOR, PAIR, PLATFORM, RULES, START } from './support.ts';

const names = Object.keys(TRIES) as TryName[];
const HOURS = [0, 0, 0, 1, 1, 1, 24, 71, 72, 73, 24 * 30, 24 * 110, 24 * 210] as const;

interface Attempt {
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

const AGREED: readonly Attempt[] = [
  { name: 'OFFER', actor: OPERATOR, hours: 0 },
  { name: 'SIGN', actor: PLATFORM, hours: 1 },
];

interface Told {
  readonly steps: readonly LifeStep[];
  /** Before each step that was taken, and after the last. */
  readonly lives: readonly PairLife[];
}

function tell(tried: readonly Attempt[]): Told {
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

const told = attempts.map(tell);
const lifeOf = ({ lives }: Told): PairLife => lives.at(-1) ?? startLife(PAIR);
const times = fc.integer({ min: -10, max: 24 * 900 }).map((hours) => START + hours * HOUR);
const isShared = ({ state }: LifeStanding) => state === 'IN_FORCE' || state.endsWith('_NOTICED');

test('the attempts reach every state, every event and every mark', () => {
  const seen = new Set<string>();
  for (const story of fc.sample(told, { numRuns: 200, seed: 7 })) {
    for (const { event } of story.steps) seen.add(event);
    for (const life of story.lives) seen.add(readLifeAt(life, life.lastAt ?? START).state);
    seen.add(readLifeAt(lifeOf(story), START + 99 * DAY).state);
  }
  const states = [
    'NONE',
    'IN_FORCE',
    'SUSPENSION_NOTICED',
    'SUSPENDED',
    'TERMINATION_NOTICED',
    'TERMINATED',
    'EXPIRED',
  ];
  const events = [
    'OFFER',
    'COUNTER_OFFER',
    'SIGN',
    'DECLINE',
    'AMEND',
    'SUSPEND',
    'RESUME',
    'TERMINATE',
    'DISPUTE',
    'SETTLE',
    'ORDER_MEASURE',
    'END_MEASURE',
  ];
  expect([...states, ...events].filter((word) => !seen.has(word))).toEqual([]);
});

test('the fold of what was taken is the life that came about', () => {
  fc.assert(
    fc.property(told, (story) => {
      expect(foldLife(PAIR, story.steps, RULES)).toEqual({ life: lifeOf(story), problems: [] });
      expect(foldLife(PAIR, story.steps)).toEqual({ life: lifeOf(story), problems: [] });
    }),
  );
});

test('nobody acts for another, and only mediators order', () => {
  fc.assert(
    fc.property(told, ({ steps }) => {
      for (const { event, actor } of steps) {
        const isOrder = event === 'ORDER_MEASURE' || event === 'END_MEASURE';
        expect(
          isOrder ? [MEDIATOR] : event === 'SETTLE' ? [OPERATOR, PLATFORM, MEDIATOR] : [OPERATOR, PLATFORM],
        ).toContain(actor);
      }
    }),
  );
});

test('a version is there by both signatures, or by one of its amendment', () => {
  fc.assert(
    fc.property(told, ({ steps, lives }) => {
      for (const [index, step] of steps.entries()) {
        const [before, after] = [lives[index], lives[index + 1]];
        if (before === undefined || after === undefined || before.lastVersion === after.lastVersion) continue;
        expect(after.lastVersion).toBe(before.lastVersion + 1);
        if (step.event === 'AMEND') continue;
        expect(step.event).toBe('SIGN');
        expect([OPERATOR, PLATFORM].filter((party) => party !== step.actor)).toEqual([before.offer?.by]);
        expect(after.versions.at(-1)?.document).toBe(before.offer?.document);
      }
    }),
  );
});

test('versions follow one another, and stops end after they began', () => {
  fc.assert(
    fc.property(told, (story) => {
      const { versions, stops, measures } = lifeOf(story);
      for (const [index, { from, until, agreedAt }] of versions.entries()) {
        expect(agreedAt <= from && from < until).toBe(true);
        expect(until <= (versions[index + 1]?.from ?? Number.POSITIVE_INFINITY)).toBe(true);
      }
      for (const { kind, declaredAt, effectiveAt, endsAt, reason } of stops) {
        expect(effectiveAt >= declaredAt && (endsAt === null || endsAt >= declaredAt)).toBe(true);
        if (kind === 'TERMINATION' || reason === 'COMMERCIAL')
          expect(effectiveAt - declaredAt).toBe(72 * HOUR);
      }
      for (const party of [OPERATOR, PLATFORM]) {
        const open = stops.filter(
          ({ kind, by, endsAt }) => kind === 'SUSPENSION' && by === party && endsAt === null,
        );
        expect(open.length).toBeLessThan(2);
      }
      for (const { from, until } of measures) expect(until - from).toBeLessThanOrEqual(90 * DAY);
    }),
  );
});

test('shared is what a version in force says, while nothing stops it', () => {
  fc.assert(
    fc.property(told, times, (story, now) => {
      const life = lifeOf(story);
      const inForce = life.versions.filter(({ from, until }) => from <= now && now < until);
      const stops = life.stops.filter(
        ({ effectiveAt, endsAt }) => effectiveAt <= now && (endsAt === null || now < endsAt),
      );
      const standing = readLifeAt(life, now);
      expect(inForce.length).toBeLessThan(2);
      expect(isShared(standing)).toBe(inForce.length === 1 && stops.length === 0);
      if (isShared(standing))
        expect([standing.floorBefore, standing.version]).toEqual([null, inForce[0]?.version]);
      if (standing.floorBefore !== null) expect(standing.floorBefore).toBeLessThanOrEqual(now);
      if (standing.since !== null) expect(standing.since).toBeLessThanOrEqual(now);
    }),
  );
});

test('a measure makes nothing shared, and brings no more than the floor of what was agreed', () => {
  fc.assert(
    fc.property(told, times, (story, now) => {
      const life = lifeOf(story);
      const [with_, without] = [readLifeAt(life, now), readLifeAt({ ...life, measures: [] }, now)];
      const { state, since, by, version, next } = with_;
      expect({ state, since, by, version, next }).toEqual({
        state: without.state,
        since: without.since,
        by: without.by,
        version: without.version,
        next: without.next,
      });
      if (isShared(without)) expect(with_.floorBefore).toBeNull();
      // More parcels in the floor, up to the order, of a version that was in force: never without one.
      if (with_.floorBefore !== without.floorBefore) {
        expect(with_.version).not.toBeNull();
        expect(with_.floorBefore).toBe(
          life.measures.find(
            ({ kind, from, until }) => kind === 'RESTORE_FLOOR' && from <= now && now < until,
          )?.from,
        );
        expect(with_.floorBefore ?? 0).toBeGreaterThan(without.floorBefore ?? 0);
      }
      expect(without.withheld.size).toBe(0);
    }),
  );
});

test('what comes next comes, and nothing before it', () => {
  fc.assert(
    fc.property(told, fc.nat({ max: 24 * 400 }), (story, hours) => {
      const life = lifeOf(story);
      const now = (life.lastAt ?? START) + hours * HOUR;
      const { state, next } = readLifeAt(life, now);
      if (next === null) expect(readLifeAt(life, now + 5_000 * DAY).state).toBe(state);
      else {
        expect(readLifeAt(life, next.at - 1).state).toBe(state);
        expect(readLifeAt(life, next.at).state).toBe(next.state);
        expect(next.state).not.toBe(state);
      }
    }),
  );
});

/** Lives of which a part was stopped, over and over, by both. */
const stopped = fc
  .array(
    fc.record<Attempt>({
      name: fc.constantFrom<TryName>(
        'SUSPEND',
        'SUSPEND_AT_ONCE',
        'RESUME',
        'RESUME',
        'OFFER',
        'SIGN',
        'TERMINATE',
      ),
      actor: fc.constantFrom(OPERATOR, PLATFORM),
      hours: fc.constantFrom(0, 1, 24, 72, 24 * 30),
    }),
    { minLength: 20, maxLength: 60, size: 'max' },
  )
  .map((others) => tell([...AGREED, ...others]));

/** What comes next and what is in the floor, read without any short cut: the standing at every boundary there is. */
function readPlainly(life: PairLife, now: number): Pick<LifeStanding, 'next' | 'floorBefore'> {
  const isSharedAt = (at: number) => isShared(readLifeAt(life, at));
  const times = [
    ...life.versions.flatMap(({ from, until }) => [from, until]),
    ...life.stops.flatMap(({ effectiveAt, endsAt }) =>
      endsAt === null ? [effectiveAt] : effectiveAt < endsAt ? [effectiveAt, endsAt] : [endsAt],
    ),
  ].sort((one, other) => one - other);
  const { state } = readLifeAt(life, now);
  const at = times.find((time) => time > now && readLifeAt(life, time).state !== state);
  const next = at === undefined ? null : { state: readLifeAt(life, at).state, at };
  const shared = times.findLastIndex((time) => time <= now && isSharedAt(time));
  const stop = shared < 0 ? undefined : times.find((time, index) => index > shared && time <= now);
  const orders = life.measures
    .filter(({ kind, from, until }) => kind === 'RESTORE_FLOOR' && from <= now && now < until)
    .map(({ from }) => from);
  const floor = stop === undefined ? orders : [stop, ...orders];
  return { next, floorBefore: isSharedAt(now) || floor.length === 0 ? null : Math.max(...floor) };
}

test.each([
  ['of everything', told],
  ['of stops', stopped],
])('what comes next and the floor are as a plain reading tells them, in lives %s', (_, stories) => {
  fc.assert(
    fc.property(stories, times, (story, time) => {
      const life = lifeOf(story);
      for (const now of [time, life.lastAt ?? START, ...life.stops.map(({ endsAt }) => endsAt ?? START)]) {
        const { next, floorBefore } = readLifeAt(life, now);
        expect({ next, floorBefore }).toEqual(readPlainly(life, now));
      }
    }),
  );
});

test('a step changes nothing of what was before it', () => {
  fc.assert(
    fc.property(told, fc.nat({ max: 5_000 }), ({ steps, lives }, hours) => {
      for (const [index] of steps.entries()) {
        const [before, after] = [lives[index], lives[index + 1]];
        if (before === undefined || after === undefined || before.lastAt === null) continue;
        const time = (after.lastAt ?? 0) - 1 - hours * HOUR;
        const past = (life: PairLife) => {
          const { state, since, by, reason, floorBefore, withheld } = readLifeAt(life, time);
          return { state, since, by, reason, floorBefore, withheld: [...withheld] };
        };
        expect(past(after)).toEqual(past(before));
      }
    }),
  );
});

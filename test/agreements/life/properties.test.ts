/** Random attempts by everybody, most of them refused: what is taken keeps the promises of the machine. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldLife } from '../../../gateway/agreements/life/foldLife.ts';
import type { PairLife } from '../../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../../gateway/agreements/life/readLifeAt.ts';
import { isShared, lifeOf, times, told } from './randomLives.ts';
import { DAY, HOUR, MEDIATOR, OPERATOR, PAIR, PLATFORM, RULES, START } from './support.ts';

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

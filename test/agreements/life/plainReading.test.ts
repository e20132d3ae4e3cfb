/** The standing of a pair is read with short cuts, since every request asks for it: a plain reading says the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LifeStanding, PairLife } from '../../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../../gateway/agreements/life/readLifeAt.ts';
import { AGREED, type Attempt, isShared, lifeOf, tell, times, told } from './randomLives.ts';
import type { TryName } from './situations.ts';
import { OPERATOR, PLATFORM, START } from './support.ts';

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

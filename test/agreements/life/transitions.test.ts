/** Every event in every situation by everybody. Read `transitions.txt`: it is the machine, row by row. */
import { describe, expect, test } from 'vitest';
import { applyStep } from '../../../gateway/agreements/life/applyStep.ts';
import { readRows } from '../decide/support.ts';
import { sayLife } from './sayLife.ts';
import { ACTORS, SITUATIONS, TIMES, TRIES, type TryName } from './situations.ts';
import { RULES } from './support.ts';

const rows = readRows(new URL('./transitions.txt', import.meta.url));

function sayOutcome(situationName: string, event: string, actor: string): string {
  const situation = SITUATIONS.get(situationName);
  if (situation === undefined) throw new Error(`no situation ${situationName}`);
  const { life, now } = situation;
  const outcome = applyStep(life, TRIES[event as TryName](situation, actor), RULES);
  return outcome.problem === undefined ? sayLife(outcome.life, now) : outcome.problem.code;
}

/** What the rows are expected to be of, in order. */
const combinations = [...SITUATIONS.keys()].flatMap((situation) =>
  [...Object.keys(TRIES), ...Object.keys(TIMES)].map((event) => [situation, event]),
);

test('no combination is missing, and none stands twice', () => {
  const named = rows.map(([situation, event]) => [situation, event]);
  expect(named.map(String).sort()).toEqual(combinations.map(String).sort());
});

describe('steps', () => {
  test.each(rows.filter(([, event = '']) => event in TRIES))('%s: %s', (situation, event, ...outcomes) => {
    const actual = Object.values(ACTORS).map((actor) => sayOutcome(situation ?? '', event ?? '', actor));
    expect(actual).toEqual(outcomes);
  });
});

describe('time alone', () => {
  test.each(rows.filter(([, event = '']) => event in TIMES))('%s: %s', (name, event, outcome) => {
    const situation = SITUATIONS.get(name ?? '');
    const readTime = TIMES[event as keyof typeof TIMES];
    expect(situation && sayLife(situation.life, readTime(situation))).toBe(outcome);
  });
});

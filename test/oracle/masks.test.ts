/** The oracle's own masks against the published examples: an oracle that masks wrongly would find faults that are none. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { maskValue } from './masks.ts';

interface Vectors {
  readonly phrases: Readonly<Record<string, string>>;
  readonly apply: readonly {
    readonly mask: string;
    readonly input: string;
    readonly output: string | null;
  }[];
}

const file = new URL('../../schema/privacy/v1/mask-vectors.json', import.meta.url);
const { phrases, apply } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const PLACE = { operator: 'swift', platform: 'jd', now: 0, scrubsItself: true, status: null };

// What it takes to scrub is a subject of its own; the operators in memory put the phrase for every text.
const examples = apply.filter(({ mask }) => mask !== 'SCRUB' && mask !== 'PSEUDONYM');

test('there are examples of every mask', () => {
  const names = [...new Set(examples.map(({ mask }) => mask))].sort();
  expect(names).toEqual(['CN_NAME', 'CN_PHONE', 'DATE', 'HOUR', 'INITIAL', 'LAST_FOUR']);
});

test.each(examples)('$mask of $input', ({ mask, input, output }) => {
  expect(maskValue(mask, input, PLACE)).toBe(output);
});

test.each(Object.entries(phrases))('the phrase of %s', (status, phrase) => {
  expect(maskValue('SCRUB', 'any text', { ...PLACE, scrubsItself: false, status })).toBe(phrase);
});

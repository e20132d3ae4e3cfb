/** Codes are permanent: of one form, explained, and each shown by a case that brings it about. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../gateway/base/problemCodes.ts';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const codes = Object.entries(PROBLEM_CODES);

test('codes have one form and stand in order', () => {
  const names = codes.map(([code]) => code);
  expect(names.filter((code) => !/^HUB\d{3}$/.test(code))).toEqual([]);
  expect(names).toEqual([...names].sort());
});

test('titles and explanations are sentences, and no two titles are equal', () => {
  for (const [code, { title, explanation }] of codes) {
    expect([code, /^[a-z].*[^.]$/.test(title), /^[A-Z`].*\.$/.test(explanation)]).toEqual([code, true, true]);
  }
  expect(new Set(codes.map(([, { title }]) => title)).size).toBe(codes.length);
});

test('each code is brought about by a test', () => {
  // `test/bench` has packages of its own, which need not be read.
  const folders = readdirSync(TESTS).filter((name) => !name.includes('.') && name !== 'bench');
  const texts = folders.flatMap((folder) =>
    readdirSync(`${TESTS}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('problemCodes'))
      .map((name) => readFileSync(`${TESTS}/${folder}/${name}`, 'utf8')),
  );
  const uncovered = codes.filter(([code]) => !texts.some((text) => text.includes(code)));
  expect(uncovered.map(([code]) => code)).toEqual([]);
});

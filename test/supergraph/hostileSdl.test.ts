/** Hostile documents get clear problems: never a throw, in bounded time, with an answer of bounded size. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printProblems } from '../../gateway/base/printProblems.ts';
import { checkSubgraph } from '../../gateway/supergraph/checkSubgraph.ts';
import { COURIER_SDL } from './cases/courierSdl.ts';

const check = (sdl: string) => checkSubgraph({ code: 'zto', role: 'courier', sdl });
const codes = (sdl: string) => [...new Set(check(sdl).problems.map(({ code }) => code))];
const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join('\n');

test.each([
  ['a megabyte of comments', `#${'x'.repeat(1 << 20)}`, ['HUB001']],
  ['a megabyte of types', repeat(60_000, (i) => `type T${i} { a: Int }`), ['HUB001']],
  ['too many tokens in few bytes', '['.repeat(50) + ']'.repeat(50_000), ['HUB001']],
  ['deep nesting of lists', `type T { a: ${'['.repeat(20_000)}Int${']'.repeat(20_000)} }`, ['HUB001']],
  [
    'deep nesting of values',
    `type T @a(b: ${'{c:'.repeat(9_000)}1${'}'.repeat(9_000)}) { a: Int }`,
    ['HUB001'],
  ],
  [
    'deep nesting in a key',
    COURIER_SDL.replace('operator { code }', `${'a{'.repeat(9_000)}b${'}'.repeat(9_000)}`),
    ['HUB016'],
  ],
  [
    'a key that closes its brace',
    COURIER_SDL.replace('operator { code } waybill', 'operator { code } waybill } { a'),
    ['HUB016'],
  ],
  ['an empty document', '', ['HUB002']],
  ['a lone surrogate', 'type \ud800 { a: Int }', ['HUB002']],
  ['a null byte', 'type T { a\u0000: Int }', ['HUB002']],
  [
    'thousands of unknown types',
    COURIER_SDL + repeat(5_000, (i) => `type T${i} { a: Int }`),
    ['HUB018', 'HUB005'],
  ],
  [
    'thousands of unknown fields',
    `${COURIER_SDL}extend type CourierLeg {${repeat(9_000, (i) => `statu${i}: Int`)}}`,
    ['HUB020', 'HUB005'],
  ],
  [
    'prototype names',
    `${COURIER_SDL}extend type CourierLeg { constructor: Int toString: Int valueOf: Int }`,
    ['HUB020'],
  ],
  ['reserved names', `${COURIER_SDL}enum __proto__ { __proto__ }`, ['HUB003']],
  [
    'directives named after prototypes',
    `${COURIER_SDL}scalar DateTime @constructor @__proto__`,
    ['HUB013', 'HUB003'],
  ],
  ['a name of 200,000 letters', `${COURIER_SDL}type ${'A'.repeat(200_000)} { a: Int }`, ['HUB018']],
  [
    'one line of 200,000 letters',
    `${COURIER_SDL.replaceAll('\n', ' ')} ${' '.repeat(200_000)} type T { a: Int }`,
    ['HUB018'],
  ],
])('%s', (_, sdl, expected) => {
  const start = performance.now();
  const { problems } = check(sdl);
  expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual([...expected].sort());
  expect(printProblems(problems).length).toBeLessThan(100_000);
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('a machinery name taken for a type of the contract does not hide it from the rules', () => {
  const sdl = COURIER_SDL.replace('"@key", ', '"@key", { name: "FieldSet", as: "CourierLeg" }, ');
  expect(codes(sdl)).toContain('HUB015');
});

test('no change of a few characters makes the check throw', () => {
  const edit = fc.tuple(
    fc.nat(COURIER_SDL.length),
    fc.nat(12),
    fc.constantFrom('', '!', '[', '@', '}', '{', '"', '__', 'type ', 'extend '),
  );
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
      let sdl = COURIER_SDL;
      for (const [at, cut, text] of edits) sdl = sdl.slice(0, at) + text + sdl.slice(at + cut);
      const { problems, capabilities } = check(sdl);
      printProblems(problems);
      expect(capabilities === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
    }),
    { numRuns: 300, seed: 20_170_601 },
  );
});

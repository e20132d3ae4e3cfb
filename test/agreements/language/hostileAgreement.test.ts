/** Hostile documents get clear problems: never a throw, in bounded time and memory, with an answer of bounded size. */
import { expect, test } from 'vitest';
import { printProblems } from '../../../gateway/base/printProblems.ts';
import { AGREEMENT } from './cases/agreementCase.ts';
import { read } from './support.ts';

const repeat = (count: number, text: string | ((index: number) => string)) =>
  Array.from({ length: count }, (_, index) => (typeof text === 'string' ? text : text(index))).join('\n');
const onLeg = (fields: string) => AGREEMENT.replace('type LockerLeg {', () => `type LockerLeg {\n${fields}`);
const onStored = (clauses: string) =>
  AGREEMENT.replace('storedAt: DateTime @share', () => `storedAt: DateTime ${clauses}`);
const imports = '["@agreement", "@share"]';

test.each<[what: string, text: string, codes: readonly string[]]>([
  ['a megabyte of comments', `#${'x'.repeat(1 << 20)}`, ['HUB001']],
  [
    'deep nesting of lists',
    onStored(`@share(for: ${'['.repeat(5_000)}LEGAL${']'.repeat(5_000)})`),
    ['HUB001'],
  ],
  [
    'deep nesting of values',
    onStored(`@share(for: ${'{a:'.repeat(5_000)}1${'}'.repeat(5_000)})`),
    ['HUB001'],
  ],
  ['an empty document', '', ['HUB002']],
  ['a lone surrogate', AGREEMENT.replace('cainiao', '\ud800'), ['HUB002']],
  ['a null byte', AGREEMENT.replace('LockerLeg', 'Locker\u0000Leg'), ['HUB002']],
  ['thousands of equal clauses', onStored(repeat(15_000, '@share')), ['HUB005', 'HUB066']],
  [
    'thousands of clauses that last longer and longer',
    onStored(repeat(3_000, (index) => `@share(until: DELIVERED, graceDays: ${index})`)),
    ['HUB005', 'HUB066'],
  ],
  [
    'thousands of clauses that differ',
    onStored(repeat(3_000, (index) => `@share(as: ${['HOUR', 'DATE', 'CLEAR'][index % 3]})`)),
    ['HUB005', 'HUB065', 'HUB066'],
  ],
  [
    'lists of thousands on both sides of a clause',
    onStored(`@share(for: [${repeat(9_000, 'ORDER_STATUS')}], parcels: [${repeat(9_000, 'OWN')}])`),
    ['HUB005', 'HUB054'],
  ],
  [
    'thousands of purposes',
    AGREEMENT.replace('[ORDER_STATUS,', `[${repeat(20_000, 'ORDER_STATUS')}`),
    ['HUB005', 'HUB054'],
  ],
  [
    'thousands of unknown fields',
    onLeg(repeat(6_000, (index) => `f${index}: Int @share`)),
    ['HUB005', 'HUB057'],
  ],
  [
    "thousands of the operator's own fields",
    onLeg(repeat(5_000, (index) => `hiveBox_f${index}: HiveBox_T${index} @share`)),
    ['HUB005', 'HUB059'],
  ],
  [
    "a long way through the operator's own types",
    `${onLeg('hiveBox_a: HiveBox_T0 @share')}${repeat(2_500, (index) => `type HiveBox_T${index} { a: HiveBox_T${index + 1} @share }`)}`,
    ['HUB005', 'HUB059'],
  ],
  [
    "the operator's own types in a circle",
    `${onLeg('hiveBox_a: HiveBox_T @share')} type HiveBox_T { a: HiveBox_T @share }`,
    ['HUB059', 'HUB070'],
  ],
  ['thousands of unknown directives', onStored(repeat(15_000, '@toString')), ['HUB005', 'HUB051']],
  [
    'thousands of links',
    AGREEMENT.replace('@link(', `${repeat(3_000, '@link(url: "https://example.com/a/v1.0")')} @link(`),
    ['HUB005', 'HUB050'],
  ],
  [
    'thousands of imports',
    AGREEMENT.replace(imports, `[${repeat(20_000, '"@share"')}, "@agreement"]`),
    ['HUB050'],
  ],
  ['thousands of arguments', onStored(`@share(${repeat(9_000, 'as: CLEAR')})`), ['HUB005', 'HUB053']],
  ['prototype names', onLeg('constructor: String @share toString: Int @share valueOf: Int'), ['HUB057']],
  ['reserved names', `${AGREEMENT}type __proto__ { __proto__: Int @share }`, ['HUB003', 'HUB055']],
  [
    'parties that are called like prototypes',
    AGREEMENT.replace('"hive-box"', '"constructor"').replace('"cainiao"', '"__proto__"'),
    ['HUB054', 'HUB073'],
  ],
  ['directives that are called like prototypes', onStored('@constructor @__proto__'), ['HUB051']],
  ['arguments that are called like prototypes', onStored('@share(constructor: 1, __proto__: 2)'), ['HUB053']],
  ['a name of 200,000 letters', `${AGREEMENT}type ${'A'.repeat(200_000)} { a: Int }`, ['HUB055']],
  [
    'one line of 200,000 letters',
    `${onStored('@share @share').replaceAll('\n', ' ')}${' '.repeat(200_000)}type T { a: Int }`,
    ['HUB055', 'HUB066'],
  ],
  [
    'a number of 100,000 digits',
    onStored(`@share(until: DELIVERED, graceDays: ${'9'.repeat(100_000)})`),
    ['HUB054'],
  ],
])('%s', (_, text, codes) => {
  const start = performance.now();
  const { problems, agreement } = read(text);
  expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual([...codes].sort());
  expect(agreement === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
  expect(printProblems(problems).length).toBeLessThan(100_000);
  expect(performance.now() - start).toBeLessThan(8_000);
});

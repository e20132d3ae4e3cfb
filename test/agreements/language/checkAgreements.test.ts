/** Agreements of one network together: which of them count, and what is said of those that do not. */
import { describe, expect, test } from 'vitest';
import { checkAgreements } from '../../../gateway/agreements/read/checkAgreements.ts';
import { AGREEMENT } from './cases/agreementCase.ts';
import { CONTRACT } from './support.ts';

interface Term {
  readonly version: number;
  /** Days of the year. */
  readonly days: readonly [from: number, until: number];
  readonly platform?: string;
}

const day = (count: number) => new Date(Date.UTC(2017, 0, count)).toISOString();

function files(terms: readonly Term[]) {
  return terms.map(({ version, days: [from, until], platform = 'cainiao' }, index) => ({
    file: `${index}/hive-box--${platform}@${version}.graphql`,
    text: AGREEMENT.replace('version: 1', `version: ${version}`)
      .replace('cainiao', platform)
      .replace('2017-06-03T12:00:00+08:00', day(from))
      .replace('2018-06-03T00:00:00+08:00', day(until)),
  }));
}

/** `1 3 | HUB072 2 1`: the versions that count, then each problem with the versions at its places. */
function check(...terms: readonly Term[]): string {
  const { agreements, problems } = checkAgreements(files(terms), CONTRACT);
  const counting = agreements.map(({ version }) => version).join(' ');
  const told = problems.map(({ code, locations = [] }) =>
    [code, ...locations.map(({ file }) => terms[Number.parseInt(file ?? '', 10)]?.version)].join(' '),
  );
  return `${counting} | ${told.join(', ')}`;
}

describe('agreements of a pair', () => {
  const row = (version: number, from: number, until: number): Term => ({ version, days: [from, until] });
  test.each<[string, readonly Term[], string]>([
    ['one after the other', [row(1, 1, 9), row(2, 9, 20)], '1 2 | '],
    ['in any order', [row(2, 9, 20), row(1, 1, 9)], '2 1 | '],
    ['with a time without any', [row(1, 1, 9), row(2, 15, 20)], '1 2 | '],
    ['a day at once', [row(1, 1, 10), row(2, 9, 20)], ' | HUB072 2 1'],
    ['at once in the reverse order', [row(2, 9, 20), row(1, 1, 10)], ' | HUB072 2 1'],
    ['one within the other', [row(1, 1, 30), row(2, 9, 20)], ' | HUB072 2 1'],
    ['over the same time', [row(1, 1, 30), row(2, 1, 30)], ' | HUB072 2 1'],
    [
      'two within a long one, a third beyond',
      [row(1, 1, 30), row(2, 2, 3), row(3, 4, 5), row(4, 30, 40)],
      '4 | HUB072 2 1, HUB072 3 1',
    ],
    [
      'a chain of meetings',
      [row(1, 1, 10), row(2, 9, 20), row(3, 19, 30), row(4, 30, 40)],
      '4 | HUB072 2 1, HUB072 3 2',
    ],
    ['one version twice', [row(1, 1, 9), row(1, 9, 20), row(2, 20, 30)], '2 | HUB078 1 1'],
    ['one version twice and at once', [row(1, 1, 10), row(1, 9, 20)], ' | HUB072 1 1'],
  ])('%s', (_, terms, expected) => {
    expect(check(...terms)).toBe(expected);
  });

  test('of another pair is no business of theirs', () => {
    expect(check(row(1, 1, 30), { ...row(1, 1, 30), platform: 'jd' })).toBe('1 1 | ');
  });
});

test('an agreement with an error keeps no other one out, and meets none', () => {
  const [good, bad] = files([
    { version: 1, days: [1, 30] },
    { version: 2, days: [5, 30] },
  ]);
  if (good === undefined || bad === undefined) throw new Error('there are two');
  const { agreements, problems } = checkAgreements(
    [{ ...bad, text: bad.text.replace('storedAt', 'storeAt') }, good],
    CONTRACT,
  );
  expect(agreements.map(({ version }) => version)).toEqual([1]);
  expect(problems.map(({ code }) => code)).toEqual(['HUB057']);
});

test('both places are told, each at its terms', () => {
  const { problems } = checkAgreements(
    files([
      { version: 1, days: [1, 10] },
      { version: 2, days: [9, 20] },
    ]),
    CONTRACT,
  );
  expect(problems[0]).toMatchObject({
    message: 'two agreements of `hive-box` and `cainiao` are in force at one time',
    locations: [
      { file: '1/hive-box--cainiao@2.graphql', line: 3, column: 3, source: '  @agreement(' },
      { file: '0/hive-box--cainiao@1.graphql', line: 3, column: 3, source: '  @agreement(' },
    ],
  });
});

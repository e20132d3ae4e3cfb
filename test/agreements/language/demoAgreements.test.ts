/** The agreements of the demo: without a problem, as the README lists them, and rich enough to show the language. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAgreementContract } from '../../../gateway/agreements/agreementContract.ts';
import { checkAgreements } from '../../../gateway/agreements/read/checkAgreements.ts';
import network from '../../../schema/demo/network.json' with { type: 'json' };
import { type Role, roleSdl } from '../../../schema/network.ts';
import { MASKS } from '../../../schema/privacy.ts';
import { DEMO, demoFiles } from './demoFiles.ts';
import { sfExpressSdl } from './sfExpressSdl.ts';

const operators = new Map(network.operators.map(({ code, role }) => [code, role as Role]));
const { agreements, problems } = checkAgreements(
  demoFiles(),
  readAgreementContract([sfExpressSdl(), roleSdl('locker')]),
  operators,
);

test('no problem is found with any of them', () => {
  expect(problems).toEqual([]);
});

test('they are those that the README lists', () => {
  const readme = readFileSync(new URL('README.md', DEMO), 'utf8');
  const listed = [...readme.matchAll(/\(([a-z-]+--[a-z-]+)\.graphql\)/g)].map(([, id]) => id);
  expect(agreements.map(({ id }) => id).sort()).toEqual([...new Set(listed)].sort());
});

test('they are in force on the day of the demo', () => {
  const day = Date.parse('2026-11-20T12:00:00+08:00');
  expect(agreements.filter(({ from, until }) => day < from || day >= until)).toEqual([]);
});

test('every mask, both relations, ends with and without grace, and limits occur in them', () => {
  const clauses = agreements.flatMap((agreement) => agreement.clauses);
  expect(new Set(clauses.map(({ mask }) => mask ?? 'CLEAR'))).toEqual(new Set(MASKS));
  expect(new Set(clauses.flatMap(({ relations }) => relations))).toEqual(new Set(['OWN', 'FOREIGN']));
  expect(clauses.some(({ until, graceDays }) => until !== null && graceDays > 0)).toBe(true);
  expect(clauses.some(({ until, graceDays }) => until !== null && graceDays === 0)).toBe(true);
  expect(agreements.every(({ missesPerDay }) => missesPerDay !== null)).toBe(true);
});

test('what 2017 was about: where parcels wait, and no customer of Hive Box', () => {
  const [agreement] = agreements.filter(({ id }) => id === 'hive-box--cainiao');
  const coordinates = agreement?.clauses.map(({ coordinate }) => coordinate) ?? [];
  expect(coordinates).toEqual(
    expect.arrayContaining(['LockerLeg.status', 'LockerLeg.deadline', 'Facility.name']),
  );
  expect(coordinates.filter((name) => /^Recipient\.|recipient|pickup|\.text|rawText/.test(name))).toEqual([]);
  expect(agreement?.clauses.filter(({ relations }) => relations.includes('FOREIGN'))).toEqual([]);
});

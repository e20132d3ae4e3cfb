/** Each refusal of an agreement, and beside it the nearest agreement that is accepted; and how problems read in print. */
import { describe, expect, test } from 'vitest';
import { printProblems } from '../../../gateway/base/printProblems.ts';
import type { Problem } from '../../../gateway/base/problem.ts';
import { AGREEMENT } from './cases/agreementCase.ts';
import { clauseCases } from './cases/clauseCases.ts';
import { documentCases } from './cases/documentCases.ts';
import { termsCases } from './cases/termsCases.ts';
import { read, readWithOperators } from './support.ts';

function show({ code, severity, locations, message }: Problem): string {
  const [place] = locations ?? [];
  return `${code}${severity === 'warning' ? '?' : ''} ${place?.line ?? 0}:${place?.column ?? 0} ${message}`;
}

describe.each(Object.entries({ documentCases, termsCases, clauseCases }))('%s', (_, cases) => {
  test.each(cases.map((row, index) => ({ ...row, title: `${index} ${row.finds[0]}` })))('$title', (row) => {
    expect(AGREEMENT).toContain(row.line);
    const refused = read(AGREEMENT.replace(row.line, () => row.refused));
    expect(refused.problems.map(show)).toEqual(row.finds);
    const isError = refused.problems.some(({ severity }) => severity === 'error');
    expect(refused.agreement === undefined).toBe(isError);
    const accepted = read(AGREEMENT.replace(row.line, () => row.accepted));
    expect(accepted.problems.map(show)).toEqual([]);
  });
});

test('the agreement that the cases change has no problem', () => {
  expect(read(AGREEMENT).problems).toEqual([]);
});

test.each([
  ['@shared', 'did you mean `@share`?'],
  ['@agreements', 'did you mean `@agreement`?'],
  ['@hide', 'remove it'],
])('`%s` gets the help: %s', (directive, help) => {
  const { problems } = read(AGREEMENT.replace('type Recipient {', `type Recipient ${directive} {`));
  expect(problems.map((problem) => problem.help)).toEqual([help]);
});

describe('the file', () => {
  test.each([
    ['schema/agreements/hive-box--cainiao.graphql', 1, []],
    ['C:\\agreements\\hive-box--cainiao@2.graphql', 2, []],
    ['a request', 1, []],
    ['hive-box--jd.graphql', 1, ['HUB073? 3:3 the file is called `hive-box--jd.graphql`']],
    ['hive-box--cainiao@3.graphql', 2, ['HUB073? 3:3 the file is called `hive-box--cainiao@3.graphql`']],
  ])('is called `%s` with version %i', (file, version, finds) => {
    const text = AGREEMENT.replace('version: 1', `version: ${version}`);
    expect(read(text, file).problems.map(show)).toEqual(finds);
  });
});

describe('the network', () => {
  test.each([
    ['hive-box', 'locker', []],
    ['hive-box', 'courier', ['HUB077? 9:6 `hive-box` has no `LockerLeg`']],
    ['hive-boxes', 'locker', ['HUB077? 4:15 no operator of the network is called `hive-box`']],
  ] as const)('has `%s` as a %s operator', (code, role, finds) => {
    expect(readWithOperators(AGREEMENT, new Map([[code, role]])).problems.map(show)).toEqual(finds);
  });

  test('is unknown', () => {
    expect(readWithOperators(AGREEMENT, undefined).problems).toEqual([]);
  });
});

test('fifty warnings of one kind never hide an error', () => {
  const clauses = ' @share'.repeat(60);
  const text = AGREEMENT.replace(
    '  storedAt: DateTime @share',
    `  storedAt: DateTime${clauses} @share(as: HOUR)`,
  );
  const { agreement, problems } = read(text);
  expect(agreement).toBeUndefined();
  expect(problems.filter(({ code }) => code === 'HUB066')).toHaveLength(50);
  expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toContain('HUB065 error');
  expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toContain('HUB005 warning');
});

test('problems say what is wrong, where, why and what to do', () => {
  const text = AGREEMENT.replace('type Recipient {', 'type Reciever {')
    .replace(
      'pickupCode: String @share(for: [RECIPIENT_NOTICE],',
      'pickupCode: String @share(for: [RECIPIENT_NOTIFY],',
    )
    .replace('storedAt: DateTime @share', 'storedAt: DateTime @share @share(for: [ORDER_STATUS], as: HOUR)')
    .replace('status: ParcelStatus @share', 'status: ParcelStatus @share(for: [ORDER_STATUS])')
    .replace('as: SCRUB', 'as: LAST_FOUR');
  expect(
    printProblems(read(text, 'schema/agreements/hive-box--cainiao.graphql').problems),
  ).toMatchInlineSnapshot(`
    "HUB065 two clauses mask \`LockerLeg.storedAt\` differently
      schema/agreements/hive-box--cainiao.graphql:13:29
      13 |   storedAt: DateTime @share @share(for: [ORDER_STATUS], as: HOUR)
         |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      schema/agreements/hive-box--cainiao.graphql:13:22
      13 |   storedAt: DateTime @share @share(for: [ORDER_STATUS], as: HOUR)
         |                      ^^^^^^
      note: \`CLEAR\` and \`HOUR\` both hold for \`ORDER_STATUS\` and OWN parcels
      help: give each clause purposes or parcels of its own

    HUB053 \`RECIPIENT_NOTIFY\` is no \`Purpose\`
      schema/agreements/hive-box--cainiao.graphql:14:35
      14 |   pickupCode: String @share(for: [RECIPIENT_NOTIFY], until: DELIVERED)
         |                                   ^^^^^^^^^^^^^^^^
      help: did you mean \`RECIPIENT_NOTICE\`?

    HUB062 the mask \`LAST_FOUR\` does not fit \`TrackingEvent.text\`
      schema/agreements/hive-box--cainiao.graphql:20:27
      20 |   text: String @share(as: LAST_FOUR)
         |                           ^^^^^^^^^
      note: in text written by people any part can be personal
      help: use \`SCRUB\`, or do not share it

    HUB064 \`Compartment.id\` ends with a status that cannot be seen
      schema/agreements/hive-box--cainiao.graphql:24:10
      24 |   id: ID @share(until: DELIVERED)
         |          ^^^^^^^^^^^^^^^^^^^^^^^^
      note: the hub decides again on the status of each answer, and \`LockerLeg.status\` is not shared, as it is and without an end, for \`RECIPIENT_NOTICE\` (OWN)
      help: share \`LockerLeg.status\` for the same purposes and parcels

    HUB055 the contract has no type \`Reciever\`
      schema/agreements/hive-box--cainiao.graphql:27:6
      27 | type Reciever {
         |      ^^^^^^^^
      help: did you mean \`Recipient\`?"
  `);
});

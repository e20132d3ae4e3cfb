/** What holds of decisions under any agreements and any question, sensible or not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Agreement } from '../../../gateway/agreements/agreement.ts';
import type { AgreementTable, LegPolicy } from '../../../gateway/agreements/decision.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { AGREEMENTS, COORDINATES, QUESTION, SMALL_CONTRACT, STATUSES } from './generate.ts';
import { type Answer, answerNaively, listReadable, type Question } from './reference.ts';
import { wordOf } from './support.ts';

const RUNS = { seed: 2017, numRuns: 500 };
const QUESTIONS = fc.array(QUESTION, { minLength: 8, maxLength: 8 });

function decide(table: AgreementTable, { caller, leg, now }: Question): LegPolicy {
  return table.decideLeg(caller, leg, now);
}

function read(policy: LegPolicy): Answer {
  const words = new Map(COORDINATES.map((each) => [each, wordOf(policy.decide(each))]));
  return { isVisible: policy.isVisible, dependsOnState: policy.dependsOnState, words };
}

function isGrant(word: string | undefined): boolean {
  return word === 'disclose' || word?.startsWith('as ') === true;
}

describe('decisions', () => {
  test('are those of the rules, applied one after the other', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(AGREEMENTS, QUESTIONS, (agreements, questions) => {
        const table = compileTable(agreements, SMALL_CONTRACT);
        for (const question of questions) {
          const answer = read(decide(table, question));
          expect(answer).toEqual(answerNaively(agreements, SMALL_CONTRACT, question, COORDINATES));
          for (const each of answer.words.values()) seen.set(each, (seen.get(each) ?? 0) + 1);
        }
      }),
      RUNS,
    );
    // The questions do reach every kind of answer.
    const words = ['disclose', 'as CN_NAME', 'as HOUR', 'NO_AGREEMENT', 'EXPIRED', 'PURPOSE', 'NOT_SHARED'];
    for (const word of [...words, 'NOT_OWN_PARCEL', 'PHASE_OVER']) expect(seen.get(word)).toBeGreaterThan(10);
  });

  test('do not depend on the order of clauses, nor on what else is in the table', () => {
    const shuffled = AGREEMENTS.chain((agreements) =>
      fc.tuple(
        fc.constant(agreements),
        fc.tuple(
          ...agreements.map(({ clauses }) =>
            fc.shuffledSubarray([...clauses], { minLength: clauses.length }),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, AGREEMENTS, QUESTIONS, ([agreements, orders], others, questions) => {
        const elsewhere = others.map((each) => ({ ...each, platform: `other-${each.platform}` }));
        const again = agreements.map((each, index) => ({ ...each, clauses: orders[index] ?? [] }));
        const one = compileTable(agreements, SMALL_CONTRACT);
        const other = compileTable([...elsewhere, ...again], SMALL_CONTRACT);
        for (const question of questions) {
          expect(read(decide(other, question))).toEqual(read(decide(one, question)));
          expect(decide(other, question).fingerprint).toBe(decide(one, question).fingerprint);
        }
      }),
      { ...RUNS, numRuns: 150 },
    );
  });

  test('grant nothing more when a status more was reached', () => {
    let granted = 0;
    fc.assert(
      fc.property(AGREEMENTS, QUESTION, fc.constantFrom(...STATUSES), (agreements, question, status) => {
        const { leg } = question;
        // A first status is what makes a state known at all.
        fc.pre(leg.everReached.length > 0 || leg.finalAt !== null);
        const table = compileTable(agreements, SMALL_CONTRACT);
        const before = read(decide(table, question)).words;
        const later = { ...question, leg: { ...leg, everReached: [...leg.everReached, status] } };
        for (const [coordinate, after] of read(decide(table, later)).words) {
          if (!isGrant(after)) continue;
          expect(before.get(coordinate)).toBe(after);
          granted += 1;
        }
      }),
      RUNS,
    );
    expect(granted).toBeGreaterThan(100);
  });

  test('make a leg visible whatever its state', () => {
    fc.assert(
      fc.property(AGREEMENTS, QUESTION, QUESTION, (agreements, question, { leg }) => {
        const table = compileTable(agreements, SMALL_CONTRACT);
        const { everReached, finalAt, acceptedAt } = leg;
        const other = { ...question, leg: { ...question.leg, everReached, finalAt, acceptedAt } };
        expect(decide(table, other).isVisible).toBe(decide(table, question).isVisible);
      }),
      { ...RUNS, numRuns: 300 },
    );
  });

  test('withhold for any words and numbers, and throw nothing', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('__proto__', 'toString', 'one', 'red', 'OWN'),
    );
    const number = fc.oneof(fc.double(), fc.integer());
    fc.assert(
      fc.property(
        AGREEMENTS,
        fc.array(text, { minLength: 9, maxLength: 9 }),
        number,
        (agreements, texts, now) => {
          const table = compileTable(agreements, SMALL_CONTRACT);
          const [
            platform = '',
            purpose = '',
            operator = '',
            relation = '',
            role = '',
            coordinate = '',
            ...reached
          ] = texts;
          const leg = {
            operator,
            relation,
            role,
            acceptedAt: now,
            everReached: reached,
            finalAt: now,
          } as never;
          const policy = table.decideLeg({ platform, purpose }, leg, now);
          expect(policy.isVisible).toBe(false);
          expect(policy.decide(coordinate).kind).toBe('withhold');
          expect(table.readPair(operator, platform, Number.NaN).state).not.toBe('IN_FORCE');
          expect(table.listInForce(platform, Number.NaN)).toEqual([]);
          table.coordinatesFor(platform);
        },
      ),
      { ...RUNS, numRuns: 150 },
    );
  });
});

describe('a fingerprint', () => {
  test('is equal for equal decisions, and for no others', () => {
    const byFingerprint = new Map<string, string>();
    const byAnswer = new Map<string, string>();
    fc.assert(
      fc.property(AGREEMENTS, QUESTIONS, (agreements, questions) => {
        const table = compileTable(agreements, SMALL_CONTRACT);
        for (const question of questions) {
          const policy = decide(table, question);
          const { isVisible, dependsOnState, words } = read(policy);
          const answer = JSON.stringify([isVisible, dependsOnState, [...words]]);
          const known = byFingerprint.get(policy.fingerprint) ?? answer;
          byFingerprint.set(policy.fingerprint, known);
          expect(answer).toBe(known);
          const fingerprint = byAnswer.get(answer) ?? policy.fingerprint;
          byAnswer.set(answer, fingerprint);
          expect(policy.fingerprint).toBe(fingerprint);
        }
      }),
      RUNS,
    );
    expect(byAnswer.size).toBeGreaterThan(100);
  });

  test('does not know which agreement it is of', () => {
    fc.assert(
      fc.property(AGREEMENTS, QUESTION, (agreements, question) => {
        const rename = (each: Agreement): Agreement => ({
          ...each,
          id: 'x',
          version: 9,
          platform: `new-${each.platform}`,
        });
        const caller = { ...question.caller, platform: `new-${question.caller.platform}` };
        const one = compileTable(agreements, SMALL_CONTRACT);
        const other = compileTable(agreements.map(rename), SMALL_CONTRACT);
        expect(decide(other, { ...question, caller }).fingerprint).toBe(decide(one, question).fingerprint);
      }),
      { ...RUNS, numRuns: 200 },
    );
  });
});

describe('the coordinates of a platform', () => {
  test('are those on granted paths under any purpose and relation, with the keys of the leg', () => {
    let found = 0;
    fc.assert(
      fc.property(AGREEMENTS, (agreements) => {
        const table = compileTable(agreements, SMALL_CONTRACT);
        for (const platform of ['red', 'blue', 'green']) {
          const expected = new Set<string>();
          for (const agreement of agreements.filter((each) => each.platform === platform)) {
            for (const purpose of agreement.purposes) {
              for (const relation of ['OWN', 'FOREIGN', 'DELEGATED'] as const) {
                for (const legType of SMALL_CONTRACT.legTypes) {
                  const leg = { operator: 'x', relation, acceptedAt: null, everReached: [], finalAt: null };
                  const question = { caller: { platform, purpose }, leg, now: 0 };
                  const always = { ...agreement, operator: 'x', from: 0, until: 1 };
                  const fields = listReadable([always], SMALL_CONTRACT, question, legType);
                  for (const field of fields) expected.add(field);
                  if (fields.length === 0) continue;
                  for (const key of [`${legType}.operator`, `${legType}.waybill`, 'Operator.code'])
                    expected.add(key);
                }
              }
            }
          }
          expect([...table.coordinatesFor(platform)].sort()).toEqual([...expected].sort());
          found += expected.size;
        }
      }),
      { ...RUNS, numRuns: 300 },
    );
    expect(found).toBeGreaterThan(1_000);
  });
});

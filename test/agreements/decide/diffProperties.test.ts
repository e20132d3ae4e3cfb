/** What a difference says and what the two agreements grant, whatever they are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Agreement } from '../../../gateway/agreements/agreement.ts';
import { diffAgreements } from '../../../gateway/agreements/diff/diffAgreements.ts';
import { AGREEMENTS, FIELDS, QUESTION, SMALL_CONTRACT, STATUSES } from './generate.ts';
import { answerNaively, listReadableNow, type Question } from './reference.ts';

describe('a difference and decisions', () => {
  const agreement = AGREEMENTS.map(([first]) => first as Agreement);
  const state = QUESTION.map(({ leg }) => ({
    everReached: leg.everReached.filter((each) => STATUSES.includes(each)),
    finalAt: leg.finalAt,
  }));

  /** What is granted of each field, on the whole way. */
  const grantsOf = (given: Agreement, question: Omit<Question, 'caller'> & { readonly purpose: string }) => {
    const { operator, platform } = given;
    const always = [{ ...given, from: 0, until: Number.MAX_SAFE_INTEGER }];
    const asked = {
      ...question,
      caller: { platform, purpose: question.purpose },
      leg: { ...question.leg, operator },
    };
    const readable = SMALL_CONTRACT.legTypes.flatMap((type) =>
      listReadableNow(always, SMALL_CONTRACT, asked, type),
    );
    const { words } = answerNaively(always, SMALL_CONTRACT, asked, FIELDS);
    return new Map(FIELDS.map((field) => [field, readable.includes(field) ? words.get(field) : undefined]));
  };

  test('say the same', () => {
    const seen = { widens: 0, narrows: 0, changes: 0, same: 0 };
    const purposes = fc.constantFrom('ORDER_STATUS', 'RECIPIENT_NOTICE', 'MARKETING');
    const relations = fc.constantFrom('OWN' as const, 'FOREIGN' as const);
    fc.assert(
      fc.property(
        agreement,
        agreement,
        fc.array(state, { minLength: 6, maxLength: 6 }),
        purposes,
        relations,
        (one, other, states, purpose, relation) => {
          const { fields } = diffAgreements(one, other, SMALL_CONTRACT);
          for (const { everReached, finalAt } of states) {
            const leg = { operator: '', relation, acceptedAt: null, everReached, finalAt };
            const question = { leg, purpose, now: 10 ** 9 };
            const was = grantsOf(one, question);
            const is = grantsOf(other, question);
            for (const field of FIELDS) {
              const change = fields.find(
                (each) =>
                  each.coordinate === field && each.relation === relation && each.purposes.includes(purpose),
              );
              seen[change?.effect ?? 'same'] += 1;
              if (change === undefined) expect(is.get(field)).toBe(was.get(field));
              if (change?.effect === 'widens' && was.get(field) !== undefined)
                expect(is.get(field)).toBeDefined();
              if (change?.effect === 'narrows' && is.get(field) !== undefined)
                expect(was.get(field)).toBeDefined();
              if (change?.isOneSided === true)
                expect(is.get(field) === undefined).toBe(was.get(field) === undefined);
            }
          }
        },
      ),
      { seed: 2017, numRuns: 150 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1);
  });

  test('turn round together', () => {
    const turned = { widens: 'narrows', narrows: 'widens', changes: 'changes' };
    fc.assert(
      fc.property(agreement, agreement, (one, other) => {
        const name = (
          each: { coordinate: string; relation: string; purposes: readonly string[] },
          effect: string,
        ) => each.purposes.map((purpose) => `${each.coordinate} ${each.relation} ${purpose} ${effect}`);
        const there = diffAgreements(one, other, SMALL_CONTRACT).fields.flatMap((each) =>
          name(each, each.effect),
        );
        const back = diffAgreements(other, one, SMALL_CONTRACT).fields.flatMap((each) =>
          name(each, turned[each.effect]),
        );
        expect(there.sort()).toEqual(back.sort());
        expect(
          diffAgreements(one, { ...one, clauses: [...one.clauses].reverse() }, SMALL_CONTRACT).signatures,
        ).toBe('none');
      }),
      { seed: 2017, numRuns: 100 },
    );
  });
});

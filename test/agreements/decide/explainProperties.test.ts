/** Explanations agree with decisions, whatever the agreements and the question. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  explainField,
  type FieldQuestion,
  type Outcome,
} from '../../../gateway/agreements/explain/explainField.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { AGREEMENTS, COORDINATES, FIELDS, QUESTION, SMALL_CONTRACT } from './generate.ts';
import { listReadableNow, type Question } from './reference.ts';
import { wordOf } from './support.ts';

function word(outcome: Outcome): string {
  return wordOf({ ...outcome, clause: null });
}

describe('explanations and decisions', () => {
  const RUNS = { seed: 2017, numRuns: 250 };
  const asFieldQuestion = ({ caller, leg, now }: Question, coordinate: string): FieldQuestion => {
    return { ...leg, ...caller, coordinate, now };
  };
  const coordinates = fc.tuple(
    ...Array.from({ length: 6 }, () => fc.constantFrom(...FIELDS)),
    fc.constantFrom(...COORDINATES),
  );

  test('agree, and grant what a whole way is granted to', () => {
    const seen = { granted: 0, blocked: 0, empty: 0 };
    fc.assert(
      fc.property(AGREEMENTS, QUESTION, coordinates, (agreements, question, fields) => {
        const table = compileTable(agreements, SMALL_CONTRACT);
        const policy = table.decideLeg(question.caller, question.leg, question.now);
        const { role } = question.leg;
        const legTypes = SMALL_CONTRACT.legTypes.filter(
          (type) => role === undefined || type.toLowerCase() === `${role}leg`,
        );
        const readable = legTypes.flatMap((type) =>
          listReadableNow(agreements, SMALL_CONTRACT, question, type),
        );
        for (const coordinate of fields) {
          const { outcome, decision, clauses, path, blockedAt } = explainField(
            agreements,
            SMALL_CONTRACT,
            asFieldQuestion(question, coordinate),
          );
          expect(decision).toEqual(policy.decide(coordinate));
          const isKey = /Leg\.(operator|waybill)$|^Operator/.test(coordinate);
          const isReadable = isKey ? decision.kind !== 'withhold' : readable.includes(coordinate);
          expect(outcome.kind !== 'withhold').toBe(isReadable);
          if (isReadable) expect(word(outcome)).toBe(wordOf(decision));
          const decisive = clauses.filter(({ isDecisive }) => isDecisive).map(({ clause }) => clause);
          if (clauses.length > 0) expect(decisive).toEqual([decision.clause]);
          const blocking = path.find((step) => step.outcome.kind === 'withhold');
          expect(blockedAt).toBe(blocking?.coordinate ?? null);
          if (blocking !== undefined) expect(outcome).toEqual(blocking.outcome);
          if (isReadable && !isKey) seen.granted += 1;
          else if (blockedAt !== null && blockedAt !== coordinate) seen.blocked += 1;
          else if (path.length > 0 && blocking === undefined && !isKey) seen.empty += 1;
        }
      }),
      RUNS,
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
  });

  test('change together, and at no other time', () => {
    let changes = 0;
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        AGREEMENTS,
        QUESTION,
        coordinates,
        chance,
        (agreements, question, [coordinate = ''], part) => {
          fc.pre(Number.isFinite(question.now));
          const asked = asFieldQuestion(question, coordinate);
          const at = (now: number) => explainField(agreements, SMALL_CONTRACT, { ...asked, now }).outcome;
          const { outcome, next } = explainField(agreements, SMALL_CONTRACT, asked);
          const end = next?.at ?? question.now + 10 ** 12;
          const between = Math.floor(question.now + (end - question.now) * part);
          for (const now of [between, end - 1])
            if (now >= question.now && now < end) expect(at(now)).toEqual(outcome);
          if (next === null) return;
          changes += 1;
          expect(next.at).toBeGreaterThan(question.now);
          expect(at(next.at)).toEqual(next.outcome);
          expect(next.outcome).not.toEqual(outcome);
        },
      ),
      RUNS,
    );
    expect(changes).toBeGreaterThan(50);
  });
});

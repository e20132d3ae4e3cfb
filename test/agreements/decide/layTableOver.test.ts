/** Laying changed pairs over a compiled table comes to the same as compiling everything anew. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgreementTable } from '../../../gateway/agreements/decision.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { layTableOver } from '../../../gateway/agreements/table/layTableOver.ts';
import { AGREEMENTS, COORDINATES, QUESTION, SMALL_CONTRACT } from './generate.ts';
import type { Question } from './reference.ts';
import { wordOf } from './support.ts';

const RUNS = { seed: 2017, numRuns: 500 };
const QUESTIONS = fc.array(QUESTION, { minLength: 8, maxLength: 8 });
const PAIRS = ['one--red', 'one--blue', 'two--red', 'two--blue'];

/** All that a table says to a question. */
function read(table: AgreementTable, { caller, leg, now }: Question) {
  const policy = table.decideLeg(caller, leg, now);
  return {
    isVisible: policy.isVisible,
    dependsOnState: policy.dependsOnState,
    agreement: policy.agreement,
    words: COORDINATES.map((each) => wordOf(policy.decide(each))),
    floor: table.readFloor(policy, leg, now) === null,
    pair: table.readPair(leg.operator, caller.platform, now),
    inForce: table
      .listInForce(caller.platform, now)
      .map(({ id, version }) => `${id}@${version}`)
      .sort(),
  };
}

test('a table with pairs laid over it answers as one that is compiled of all', () => {
  const seen = { over: 0, below: 0, ended: 0 };
  fc.assert(
    fc.property(AGREEMENTS, AGREEMENTS, fc.subarray(PAIRS), QUESTIONS, (before, after, pairs, questions) => {
      const laid = new Set(pairs);
      const changed = after.filter(({ id }) => laid.has(id));
      const kept = before.filter(({ id }) => !laid.has(id));
      const over = compileTable(changed, SMALL_CONTRACT);
      const table = layTableOver(compileTable(before, SMALL_CONTRACT), over, laid);
      const anew = compileTable([...kept, ...changed], SMALL_CONTRACT);
      for (const question of questions) {
        expect(read(table, question)).toEqual(read(anew, question));
        const { caller, leg } = question;
        const pair = `${leg.operator}--${caller.platform}`;
        if (!laid.has(pair)) seen.below += 1;
        else if (changed.some(({ id }) => id === pair)) seen.over += 1;
        // A pair that is laid over with nothing is gone.
        else seen.ended += 1;
      }
      for (const platform of ['red', 'blue']) {
        const told = table.coordinatesFor(platform);
        // What was withdrawn may be named a while longer; nothing that is disclosed is missing.
        expect([...anew.coordinatesFor(platform)].filter((each) => !told.has(each))).toEqual([]);
      }
    }),
    RUNS,
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(200);
});

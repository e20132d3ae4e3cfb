/** Invariant 3, where no case can tell it: what a table of agreements does not know, and what a checker would have refused. */
import { describe, expect, test } from 'vitest';
import type { Agreement, Clause } from '../../../gateway/agreements/agreement.ts';
import { readAgreementContract } from '../../../gateway/agreements/agreementContract.ts';
import type { LegFacts } from '../../../gateway/agreements/decision.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { roleSdl } from '../../../schema/network.ts';

/** The tests: one disclosure, and everything unknown that is to be withheld beside it. */
export function describeDenials(): void {
  describe('3: whatever is not known is withheld', () => {
    const contract = readAgreementContract([roleSdl('courier'), roleSdl('locker')]);
    const clause = (more: Partial<Clause>): Clause => ({
      coordinate: 'CourierLeg.status',
      purposes: ['ORDER_STATUS'],
      relations: ['OWN'],
      mask: null,
      until: null,
      graceDays: 0,
      file: null,
      line: 1,
      column: 1,
      text: '@share',
      ...more,
    });
    const agreement = (...clauses: readonly Partial<Clause>[]): Agreement => ({
      id: 'zto--cainiao',
      version: 1,
      operator: 'zto',
      platform: 'cainiao',
      purposes: ['ORDER_STATUS', 'DISPUTE'],
      from: 0,
      until: 1_000,
      noticeHours: 72,
      retentionDays: 90,
      missesPerDay: null,
      clauses: clauses.map(clause),
    });
    const caller = { platform: 'cainiao', purpose: 'ORDER_STATUS' };
    const leg: LegFacts = {
      operator: 'zto',
      role: 'courier',
      relation: 'OWN',
      acceptedAt: 1,
      everReached: ['ACCEPTED'],
      finalAt: null,
    };
    const plain = compileTable([agreement({})], contract);
    const decide = (change: {
      readonly caller?: object;
      readonly leg?: object;
      readonly now?: number;
      readonly field?: string;
      readonly table?: typeof plain;
    }) =>
      (change.table ?? plain)
        .decideLeg({ ...caller, ...change.caller }, { ...leg, ...change.leg }, change.now ?? 500)
        .decide(change.field ?? 'CourierLeg.status').kind;

    test('and what is known is disclosed, so that the table below can fail', () => {
      expect(decide({})).toBe('disclose');
    });

    test.each([
      ['platform', { caller: { platform: 'taobao' } }],
      ['platform that is a word of JavaScript', { caller: { platform: '__proto__' } }],
      ['purpose', { caller: { purpose: 'CURIOSITY' } }],
      ['purpose of none of the clauses', { caller: { purpose: 'DISPUTE' } }],
      ['empty purpose', { caller: { purpose: '' } }],
      ['operator', { leg: { operator: 'sf-express' } }],
      ['relation', { leg: { relation: 'FRIEND' } }],
      ['relation that is denied', { leg: { relation: 'DELEGATED' } }],
      ['field', { field: 'CourierLeg.nothing' }],
      ['field of the hub', { field: 'Parcel.id' }],
      ['field that is a word of JavaScript', { field: 'constructor' }],
      ['time before', { now: -1 }],
      ['time after', { now: 1_000 }],
      ['time that is none', { now: Number.NaN }],
      ['end that no operator says', { table: compileTable([agreement({ until: 'EXPIRED' })], contract) }],
      ['mask', { table: compileTable([agreement({ mask: 'BLUR' })], contract) }],
      ['mask that does not fit', { table: compileTable([agreement({ mask: 'CN_PHONE' })], contract) }],
      ['two masks', { table: compileTable([agreement({}, { mask: 'SCRUB' })], contract) }],
      ['two agreements at once', { table: compileTable([agreement({}), agreement({})], contract) }],
    ])('unknown: %s', (_, change) => {
      expect(decide(change)).toBe('withhold');
    });
  });
}

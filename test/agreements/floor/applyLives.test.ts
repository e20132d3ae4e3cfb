import { describe, expect, test } from 'vitest';
import { readAgreementContract } from '../../../gateway/agreements/agreementContract.ts';
import type { LegFacts, Relation } from '../../../gateway/agreements/decision.ts';
import { applyLives } from '../../../gateway/agreements/floor/applyLives.ts';
import { FLOOR_DAYS } from '../../../gateway/agreements/floor/createFloors.ts';
import type { PairLife, Stop } from '../../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../../gateway/agreements/life/readLifeAt.ts';
import { startLife } from '../../../gateway/agreements/life/startLife.ts';
import { checkAgreements } from '../../../gateway/agreements/read/checkAgreements.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { roleSdl } from '../../../schema/network.ts';
import { agreementText, DAY_MS, NOON } from '../../parcel/agreedNetwork.ts';

const TYPES = `
  type LockerLeg {
    status: ParcelStatus @share(parcels: [OWN, FOREIGN])
    deadline: DateTime @share(as: HOUR)
    storedAt: DateTime @share
    pickupCode: String @share(for: [ORDER_STATUS])
    recipient: Recipient @share
  }
  type Recipient { name: String @share }`;

const contract = readAgreementContract([roleSdl('courier'), roleSdl('locker')]);
const document = agreementText({ operator: 'hive-box', types: TYPES });
const { agreements } = checkAgreements([{ file: 'hive-box--cainiao.graphql', text: document }], contract);
const [agreement] = agreements;
if (agreement === undefined) throw new Error('the agreement of these tests has errors');
const table = compileTable(agreements, contract);

const { from, until } = agreement;
const AGREED: PairLife = {
  ...startLife({ operator: 'hive-box', platform: 'cainiao' }),
  versions: [{ version: 1, document, from, until, agreedAt: from, noticeHours: 72 }],
};
const STOP: Stop = {
  kind: 'SUSPENSION',
  by: 'hive-box',
  reason: 'UNSPECIFIED',
  declaredAt: NOON - 2 * DAY_MS,
  effectiveAt: NOON - DAY_MS,
  endsAt: null,
};
const LIVES: Readonly<Record<string, PairLife>> = {
  agreed: AGREED,
  noticed: { ...AGREED, stops: [{ ...STOP, effectiveAt: NOON + 1 }] },
  suspended: { ...AGREED, stops: [STOP] },
  resumed: { ...AGREED, stops: [{ ...STOP, endsAt: NOON }] },
  terminated: { ...AGREED, stops: [{ ...STOP, kind: 'TERMINATION' }] },
  expired: { ...AGREED, versions: AGREED.versions.map((version) => ({ ...version, until: NOON - DAY_MS })) },
  narrowed: {
    ...AGREED,
    measures: [
      { by: 'bureau', kind: 'NARROW', from: NOON - 1, until: NOON + 1, withhold: ['LockerLeg.storedAt'] },
    ],
  },
  'narrowed and suspended': {
    ...AGREED,
    stops: [STOP],
    measures: [
      { by: 'bureau', kind: 'NARROW', from: NOON - 1, until: NOON + 1, withhold: ['LockerLeg.deadline'] },
    ],
  },
  restored: {
    ...AGREED,
    stops: [STOP],
    measures: [{ by: 'bureau', kind: 'RESTORE_FLOOR', from: NOON - 1, until: NOON + 1, withhold: [] }],
  },
};

interface Leg {
  readonly relation?: Relation;
  /** Days from now; null for never. */
  readonly accepted?: number | null;
  readonly final?: number | null;
}

/** What a leg shows, as `status, deadline as HOUR`; `hidden` where it does not exist. */
function show(life: string, { relation = 'OWN', accepted = -5, final = null }: Leg, cutOffAt?: number) {
  const { decideLeg } = applyLives({
    table,
    contract,
    lives: { find: () => LIVES[life] },
    readLifeAt,
    ...(cutOffAt !== undefined && { cutOffAt }),
  });
  const at = (days: number | null) => (days === null ? null : NOON + days * DAY_MS);
  const leg: LegFacts = {
    operator: 'hive-box',
    role: 'locker',
    relation,
    acceptedAt: at(accepted),
    everReached: ['ACCEPTED'],
    finalAt: null,
    parcel: { acceptedAt: at(accepted), finalAt: at(final) },
  };
  const policy = decideLeg({ platform: 'cainiao', purpose: 'ORDER_STATUS' }, leg, NOON);
  if (!policy.isVisible) return 'hidden';
  return ['status', 'deadline', 'storedAt', 'pickupCode', 'recipient']
    .flatMap((name) => {
      const decision = policy.decide(`LockerLeg.${name}`);
      if (decision.kind === 'withhold') return [];
      return decision.kind === 'mask' ? `${name} as ${decision.mask}` : name;
    })
    .join(', ');
}

const ALL = 'status, deadline as HOUR, storedAt, pickupCode, recipient';
const FLOOR = 'status, deadline as HOUR';

describe('what a leg shows, by the life of its agreement', () => {
  test.each<[string, Leg, string]>([
    ['agreed', {}, ALL],
    ['noticed', {}, ALL],
    ['resumed', {}, ALL],
    ['suspended', {}, FLOOR],
    ['terminated', {}, FLOOR],
    ['expired', {}, FLOOR],
    // The nearest that are not in the floor.
    ['suspended', { accepted: -1 }, 'hidden'],
    ['suspended', { accepted: null }, 'hidden'],
    ['suspended', { relation: 'FOREIGN' }, 'hidden'],
    ['suspended', { relation: 'DELEGATED' }, 'hidden'],
    ['suspended', { final: -FLOOR_DAYS + 0.01 }, FLOOR],
    ['suspended', { final: -FLOOR_DAYS }, 'hidden'],
    ['agreed', { relation: 'FOREIGN' }, 'status'],
    // A measure restores the floor for what was accepted before the order, and nothing more than the floor.
    ['restored', { accepted: -0.5 }, FLOOR],
    ['restored', { accepted: 0 }, 'hidden'],
    ['narrowed', {}, 'status, deadline as HOUR, pickupCode, recipient'],
    ['narrowed and suspended', {}, 'status'],
  ])('%s, %j: %s', (life, leg, shown) => {
    expect(show(life, leg)).toBe(shown);
  });

  test.each<[string, Leg, string]>([
    ['agreed', {}, FLOOR],
    ['agreed', { accepted: -0.01 }, 'hidden'],
    ['agreed', { relation: 'FOREIGN' }, 'hidden'],
    ['suspended', { accepted: -0.5 }, 'hidden'],
    ['narrowed', {}, FLOOR],
  ])('in a hub that is cut off: %s, %j: %s', (life, leg, shown) => {
    expect(show(life, leg, NOON - 0.1 * DAY_MS)).toBe(shown);
  });

  test('whatever becomes of a pair, no personal field is in its floor', () => {
    for (const life of Object.keys(LIVES)) {
      expect(show(life, {}, NOON)).not.toMatch(/pickupCode|recipient/);
    }
  });

  test('says why, and tells decisions of different reasons apart', () => {
    const decide = (life: string) =>
      applyLives({ table, contract, lives: { find: () => LIVES[life] }, readLifeAt }).decideLeg(
        { platform: 'cainiao', purpose: 'ORDER_STATUS' },
        {
          operator: 'hive-box',
          role: 'locker',
          relation: 'OWN',
          acceptedAt: 0,
          everReached: [],
          finalAt: null,
          parcel: { acceptedAt: 0, finalAt: null },
        },
        NOON,
      );
    const [suspended, expired] = [decide('suspended'), decide('expired')];
    expect(suspended.decide('LockerLeg.storedAt')).toMatchObject({ kind: 'withhold', code: 'SUSPENDED' });
    expect(expired.decide('LockerLeg.storedAt')).toMatchObject({ kind: 'withhold', code: 'EXPIRED' });
    expect(new Set([suspended.fingerprint, expired.fingerprint, decide('agreed').fingerprint]).size).toBe(3);
  });
});

describe('a pair that was stopped before anything was shared', () => {
  const decideAt = (stops: readonly Stop[], now: number) => {
    const life: PairLife = { ...AGREED, stops };
    const lives = { find: () => life };
    const leg: LegFacts = {
      operator: 'hive-box',
      role: 'locker',
      relation: 'OWN',
      acceptedAt: from,
      finalAt: null,
      everReached: [],
      parcel: { acceptedAt: from - DAY_MS, finalAt: null },
    };
    const policy = applyLives({ table, lives, contract, readLifeAt }).decideLeg(
      { platform: 'cainiao', purpose: 'ORDER_STATUS' },
      leg,
      now,
    );
    return { isVisible: policy.isVisible, storedAt: policy.decide('LockerLeg.storedAt').kind };
  };

  test.each<[name: string, effectiveAt: number]>([
    ['as it came into force', from],
    ['before it came into force', from - DAY_MS],
  ])('%s shares nothing while it is stopped, and all once that is taken back', (_, effectiveAt) => {
    for (const kind of ['SUSPENSION', 'TERMINATION'] as const) {
      const stop: Stop = { ...STOP, kind, declaredAt: effectiveAt, effectiveAt };
      expect(decideAt([stop], from + DAY_MS)).toEqual({ isVisible: false, storedAt: 'withhold' });
      expect(decideAt([{ ...stop, endsAt: from + DAY_MS }], from + DAY_MS)).toEqual({
        isVisible: true,
        storedAt: 'disclose',
      });
    }
  });
});

/** How a pair stands, told as stories: state, since, by whom, what comes next, and what is in the floor. */
import { describe, expect, test } from 'vitest';
import { foldLife } from '../../../gateway/agreements/life/foldLife.ts';
import { hashDocument } from '../../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import type { Stop } from '../../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../../gateway/agreements/life/readLifeAt.ts';
import {
  DAY,
  documentOf,
  HOUR,
  MEDIATOR,
  OPERATOR,
  PAIR,
  PLATFORM,
  RULES,
  START,
  stepOf,
} from './support.ts';

const at = (days: number) => START + days * DAY;
const ONE = documentOf({ until: at(100) });
const TWO = documentOf({ version: 2, from: at(20), until: at(200) });

const offer = (document: string, days: number) => stepOf('OFFER', OPERATOR, at(days), { document });
const sign = (document: string, days: number) =>
  stepOf('SIGN', PLATFORM, at(days), {
    version: document === TWO ? 2 : 1,
    documentHash: hashDocument(document),
  });
const AGREED = [offer(ONE, 0), sign(ONE, 0)];
const suspend = (actor: string, days: number, reason: 'COMMERCIAL' | 'BREACH' = 'COMMERCIAL') =>
  stepOf('SUSPEND', actor, at(days), { reason });
const resume = (actor: string, days: number) => stepOf('RESUME', actor, at(days), {});
const terminate = (days: number) => stepOf('TERMINATE', OPERATOR, at(days), { reason: 'COMMERCIAL' });
const floor = (days: number) =>
  stepOf('ORDER_MEASURE', MEDIATOR, at(days), {
    kind: 'RESTORE_FLOOR',
    until: new Date(at(days + 30)).toISOString(),
    withhold: [],
  });
const dispute = (days: number) => stepOf('DISPUTE', OPERATOR, at(days), { reason: 'BREACH' });

/** `state since by; next; floor before`, times in days from the start. */
function say(steps: readonly LifeStep[], days: number): string {
  const { life, problems } = foldLife(PAIR, steps, RULES);
  expect(problems).toEqual([]);
  const { state, since, by, next, floorBefore, version } = readLifeAt(life, at(days));
  const day = (time: number | null) => (time === null ? '-' : `${(time - START) / DAY}`);
  const shown = next === null ? '-' : `${next.state} ${day(next.at)}`;
  return `v${version ?? '-'} ${state} ${day(since)} ${by ?? '-'}; ${shown}; ${day(floorBefore)}`;
}

type Story = readonly [name: string, steps: readonly LifeStep[], days: number, standing: string];

const STORIES: readonly Story[] = [
  ['nothing', [], 0, 'v- NONE - -; -; -'],
  ['an offer is nothing yet', [offer(ONE, 0)], 1, 'v- NONE - -; -; -'],
  ['both signed', AGREED, 1, 'v1 IN_FORCE 0 -; EXPIRED 100; -'],
  [
    'both signed, to begin later',
    [offer(documentOf({ from: at(5) }), 0), sign(documentOf({ from: at(5) }), 1)],
    2,
    'v- NOT_YET 1 -; IN_FORCE 5; -',
  ],
  ['its time is over', AGREED, 100, 'v1 EXPIRED 100 -; -; 100'],
  [
    'suspended, the notice runs',
    [...AGREED, suspend(PLATFORM, 10)],
    12.9,
    'v1 SUSPENSION_NOTICED 10 cainiao; SUSPENDED 13; -',
  ],
  ['the notice is over', [...AGREED, suspend(PLATFORM, 10)], 13, 'v1 SUSPENDED 13 cainiao; EXPIRED 100; 13'],
  [
    'for a breach there is none',
    [...AGREED, suspend(PLATFORM, 10, 'BREACH')],
    10,
    'v1 SUSPENDED 10 cainiao; EXPIRED 100; 10',
  ],
  [
    'taken back in the notice',
    [...AGREED, suspend(PLATFORM, 10), resume(PLATFORM, 12)],
    14,
    'v1 IN_FORCE 12 cainiao; EXPIRED 100; -',
  ],
  [
    'taken back',
    [...AGREED, suspend(PLATFORM, 10), resume(PLATFORM, 15)],
    15,
    'v1 IN_FORCE 15 cainiao; EXPIRED 100; -',
  ],
  [
    'both suspended',
    [...AGREED, suspend(PLATFORM, 10), suspend(OPERATOR, 11, 'BREACH')],
    14,
    'v1 SUSPENDED 11 hive-box; EXPIRED 100; 11',
  ],
  [
    'one of two taken back: it stopped when it stopped',
    [...AGREED, suspend(PLATFORM, 10), suspend(OPERATOR, 11, 'BREACH'), resume(OPERATOR, 15)],
    16,
    'v1 SUSPENDED 13 cainiao; EXPIRED 100; 11',
  ],
  ['suspended until the end', [...AGREED, suspend(PLATFORM, 10)], 100, 'v1 EXPIRED 100 -; -; 13'],
  [
    'terminated, the notice runs',
    [...AGREED, terminate(10)],
    11,
    'v1 TERMINATION_NOTICED 10 hive-box; TERMINATED 13; -',
  ],
  ['terminated', [...AGREED, terminate(10)], 50, 'v1 TERMINATED 13 hive-box; -; 13'],
  ['terminated past its end', [...AGREED, terminate(10)], 150, 'v1 TERMINATED 13 hive-box; -; 13'],
  ['its end comes before that of the notice', [...AGREED, terminate(98)], 101.5, 'v1 EXPIRED 100 -; -; 100'],
  [
    'terminated, suspended before',
    [...AGREED, suspend(PLATFORM, 8, 'BREACH'), terminate(10)],
    14,
    'v1 TERMINATED 13 hive-box; -; 8',
  ],
  [
    'a new one after a termination',
    [...AGREED, terminate(10), offer(TWO, 15), sign(TWO, 16)],
    17,
    'v1 TERMINATED 13 hive-box; IN_FORCE 20; 13',
  ],
  [
    'and then',
    [...AGREED, terminate(10), offer(TWO, 15), sign(TWO, 16)],
    20,
    'v2 IN_FORCE 20 -; EXPIRED 200; -',
  ],
  [
    'a new one in the notice',
    [...AGREED, terminate(18), offer(TWO, 19), sign(TWO, 19)],
    20.5,
    'v2 IN_FORCE 20 -; EXPIRED 200; -',
  ],
  ['a next version', [...AGREED, offer(TWO, 15), sign(TWO, 16)], 30, 'v2 IN_FORCE 0 -; EXPIRED 200; -'],
  [
    'a suspension is of the pair, whatever the version',
    [...AGREED, suspend(PLATFORM, 10), offer(TWO, 15), sign(TWO, 16)],
    30,
    'v2 SUSPENDED 13 cainiao; EXPIRED 200; 13',
  ],
  [
    'the floor is restored',
    [...AGREED, suspend(PLATFORM, 10), dispute(11), floor(15)],
    16,
    'v1 SUSPENDED 13 cainiao; EXPIRED 100; 15',
  ],
  [
    'until the order is over',
    [...AGREED, suspend(PLATFORM, 10), dispute(11), floor(15)],
    45,
    'v1 SUSPENDED 13 cainiao; EXPIRED 100; 13',
  ],
  [
    'an order before the stop takes nothing away',
    [...AGREED, suspend(PLATFORM, 10), dispute(11), floor(11)],
    14,
    'v1 SUSPENDED 13 cainiao; EXPIRED 100; 13',
  ],
  [
    'an order while all is shared',
    [...AGREED, dispute(11), floor(11)],
    14,
    'v1 IN_FORCE 0 -; EXPIRED 100; -',
  ],
  [
    'never shared, so no floor',
    [
      ...AGREED.map((step) => ({ ...step, at: at(0) })).slice(0, 1),
      sign(ONE, 0),
      suspend(PLATFORM, 0, 'BREACH'),
    ],
    1,
    'v1 SUSPENDED 0 cainiao; EXPIRED 100; -',
  ],
];

describe('standing', () => {
  test.each(STORIES)('%s', (_, steps, days, standing) => expect(say(steps, days)).toBe(standing));

  test('says what a measure withholds, while it is in force', () => {
    const narrow = stepOf('ORDER_MEASURE', MEDIATOR, at(2), {
      kind: 'NARROW',
      until: new Date(at(3)).toISOString(),
      withhold: ['LockerLeg.storedAt'],
    });
    const { life } = foldLife(PAIR, [...AGREED, dispute(1), narrow], RULES);
    const withheld = (days: number) => [...readLifeAt(life, at(days)).withheld];
    expect([withheld(1.9), withheld(2), withheld(3)]).toEqual([[], ['LockerLeg.storedAt'], []]);
    expect(readLifeAt(life, at(2) + HOUR)).toMatchObject({ isDisputed: true, measure: { by: MEDIATOR } });
  });

  test.each([
    ['taken back in the notice', 72 * HOUR, 'IN_FORCE', null],
    ['without a gap, of both', 0, 'SUSPENDED', at(1)],
  ])('looks at each of 20,000 suspensions %s a few times', (_, noticeMs, state, floorBefore) => {
    const count = 20_000;
    let looks = 0;
    const stops = Array.from({ length: count }, (_, nr): Stop => {
      const declaredAt = at(1) + nr * 1_000;
      const endsAt = state === 'SUSPENDED' && nr === count - 1 ? null : declaredAt + 1_500;
      const by = nr % 2 === 0 ? PLATFORM : OPERATOR;
      return {
        ...{ kind: 'SUSPENSION', by, reason: 'BREACH', declaredAt, endsAt },
        get effectiveAt() {
          looks += 1;
          return declaredAt + noticeMs;
        },
      };
    });
    const { life } = foldLife(PAIR, AGREED, RULES);
    const next = { state: 'EXPIRED', at: at(100) };
    expect(readLifeAt({ ...life, stops }, at(2))).toMatchObject({ state, next, floorBefore });
    // Every stop at each of their times would be 400 million, and many seconds.
    expect(looks).toBeLessThan(40 * count);
  });
});

/** How much a participant may put into the records of a pair in a day, and what is never held up. */
import { expect, test } from 'vitest';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import {
  DAILY_ALLOWANCE,
  DAILY_STEPS,
  refuseFlood,
} from '../../../gateway/registry/agreements/refuseFlood.ts';
import type { StoredRecord } from '../../../gateway/registry/agreements/storedRecords.ts';

const NOW = Date.parse('2017-06-10');
const DAY_MS = 86_400_000;
const stepBy = (actor: string, event: string, body: object): LifeStep =>
  ({ pair: 'sto--jd', seq: 1, previous: null, event, actor, at: NOW, body }) as LifeStep;
const offerBy = (actor: string, size: number) => stepBy(actor, 'OFFER', { document: 'x'.repeat(size) });
const HALF = DAILY_ALLOWANCE / 2;

const stored = (step: LifeStep, age: number) =>
  ({ record: writeRecord(step), receivedAt: NOW - age }) as StoredRecord;

test.each<[string, LifeStep, readonly StoredRecord[], boolean]>([
  ['the first offer', offerBy('sto', HALF), [], true],
  ['what comes to more in a day', offerBy('sto', HALF), [stored(offerBy('sto', HALF), DAY_MS - 1)], false],
  ['the same a day later', offerBy('sto', HALF), [stored(offerBy('sto', HALF), DAY_MS)], true],
  ['what the other side has offered', offerBy('jd', HALF), [stored(offerBy('sto', HALF), 1)], true],
  [
    'a suspension after any number of offers',
    stepBy('sto', 'SUSPEND', { reason: 'BREACH' }),
    [stored(offerBy('sto', HALF), 2), stored(offerBy('sto', HALF), 1)],
    true,
  ],
])('%s', (_, step, chain, isTaken) => {
  const take = () => refuseFlood(step, { record: writeRecord(step), signature: '', keyId: 'k' }, chain, NOW);
  if (isTaken) expect(take()).toBeUndefined();
  else expect(take).toThrow(/has offered documents of 2 MB in 24 hours/);
});

const suspended = stepBy('sto', 'SUSPEND', { reason: 'COMMERCIAL' });
const resumed = stepBy('sto', 'RESUME', {});
const stepsOf = (step: LifeStep, count: number, age = 1) =>
  Array.from({ length: count }, () => stored(step, age));
const rounds = [...stepsOf(suspended, DAILY_STEPS / 2), ...stepsOf(resumed, DAILY_STEPS / 2)];
const MEDIATOR = 'state-post-bureau';

test.each<[string, LifeStep, readonly StoredRecord[], boolean]>([
  ['the last step of a day', resumed, rounds.slice(1), true],
  ['one more', resumed, rounds, false],
  ['one more offer, however short', offerBy('sto', 1), rounds, false],
  ['one more the next day', resumed, [stored(suspended, DAY_MS), ...rounds.slice(1)], true],
  ['a suspension', suspended, rounds, true],
  ['a termination', stepBy('sto', 'TERMINATE', { reason: 'BREACH' }), rounds, true],
  ['a step after a suspension that was one too many', resumed, [...rounds, stored(suspended, 1)], false],
  ['a step of the other side', stepBy('jd', 'RESUME', {}), rounds, true],
  [
    'an order too many',
    stepBy(MEDIATOR, 'END_MEASURE', {}),
    stepsOf(stepBy(MEDIATOR, 'END_MEASURE', {}), DAILY_STEPS),
    false,
  ],
])('of 200 steps in a day: %s', (_, step, chain, isTaken) => {
  const take = () => refuseFlood(step, { record: writeRecord(step), signature: '', keyId: 'k' }, chain, NOW);
  if (isTaken) expect(take()).toBeUndefined();
  else expect(take).toThrow(/has taken 200 steps with `sto--jd` in 24 hours/);
});

test('says from when on the next step is taken', () => {
  const chain = [stored(suspended, 9_000), ...stepsOf(resumed, DAILY_STEPS - 1), stored(suspended, 0)];
  const take = (now: number) => () =>
    refuseFlood(resumed, { record: writeRecord(resumed), signature: '', keyId: 'k' }, chain, now);
  expect(take(NOW)).toThrow(/the next is taken from 2017-06-10T23:59:59.999Z on/);
  const next = Date.parse('2017-06-10T23:59:59.999Z');
  expect(take(next - 1)).toThrow(/2017-06-10T23:59:59.999Z/);
  expect(take(next)).not.toThrow();
});

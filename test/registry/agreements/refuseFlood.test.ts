/** How much a party may put into the records of a pair in a day, and what is never held up. */
import { expect, test } from 'vitest';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { DAILY_ALLOWANCE, refuseFlood } from '../../../gateway/registry/agreements/refuseFlood.ts';
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

/** Records come in a few at a time, and some a second time: the lives are those of all records at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldLife } from '../../../gateway/agreements/life/foldLife.ts';
import { hashDocument } from '../../../gateway/agreements/life/hashRecord.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { foldChanges, type KnownLife } from '../../../gateway/registry/live/foldChanges.ts';
import { documentOf, HOUR, OPERATOR, PAIR, PLATFORM, START, stepOf } from '../../agreements/life/support.ts';

const DOCUMENT = documentOf();
const STEPS = [
  stepOf('OFFER', OPERATOR, START, { document: DOCUMENT }),
  stepOf('SIGN', PLATFORM, START, { version: 1, documentHash: hashDocument(DOCUMENT) }),
  stepOf('SUSPEND', PLATFORM, START + HOUR, { reason: 'COMMERCIAL' }),
  // No hub takes it; it is left out, as `foldLife` leaves it out.
  stepOf('SUSPEND', PLATFORM, START + HOUR, { reason: 'BREACH' }),
  stepOf('RESUME', PLATFORM, START + 2 * HOUR, {}),
  stepOf('DISPUTE', OPERATOR, START + 3 * HOUR, { reason: 'BREACH' }),
].map((step, index) => ({
  ...step,
  seq: index + 1,
  previous: index === 0 ? null : hashDocument(`${index}`),
}));
const records = STEPS.map((step) => ({
  pair: step.pair,
  seq: step.seq,
  record: writeRecord(step),
  signature: '',
}));

test('however the records come in', () => {
  const looks = fc.array(fc.nat({ max: STEPS.length }), { maxLength: 5 });
  fc.assert(
    fc.property(looks, (cuts) => {
      const lives = new Map<string, KnownLife>();
      let known = 0;
      for (const cut of [...cuts, STEPS.length]) {
        // What was not taken in comes again, with what came meanwhile.
        const until = Math.max(known, cut);
        const changed = foldChanges(records.slice(Math.min(known, cut), until), lives);
        const { life } = foldLife(PAIR, STEPS.slice(0, until));
        if (changed.length > 0) expect(changed).toEqual([life]);
        known = until;
      }
      expect(lives.get(`${OPERATOR}--${PLATFORM}`)?.life).toEqual(foldLife(PAIR, STEPS).life);
    }),
  );
});

test('one more record is taken in without reading those before it again', () => {
  const lives = new Map<string, KnownLife>();
  const [before] = foldChanges(records.slice(0, 2), lives);
  const [after] = foldChanges(records.slice(2), lives);
  expect(before?.versions.length).toBe(1);
  expect(after?.versions).toBe(before?.versions);
});

test('a record that is none is no life, and what is read in its place later is', () => {
  const lives = new Map<string, KnownLife>();
  const broken = records.map((record) => (record.seq === 3 ? { ...record, record: '{}' } : record));
  expect(() => foldChanges(broken, lives)).toThrow(/has a record of hive-box--cainiao that is none/);
  expect(foldChanges(records, lives)).toEqual([foldLife(PAIR, STEPS).life]);
});

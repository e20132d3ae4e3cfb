/** Masks and the scrubbing of texts take a time that grows with the text and no faster, whatever stands in it. */
import { describe, expect, test } from 'vitest';
import { MASKS } from '../../schema/privacy/masks/masks.ts';
import { createScrubber, isScrubbed } from '../../schema/privacy/masks/scrub/createScrubber.ts';

const PIECES = [
  '1',
  '1 ',
  '1-',
  '12:30 ',
  '2017-06-01',
  '+',
  '-',
  '.',
  ' ',
  '一',
  '号',
  '王',
  '王小明',
  '派件员',
  '派件员王',
  '电话',
  '取件码',
  '先生',
  'a',
  'a1',
  'A ',
  'Anna ',
  'aA',
  'ul. ',
  'ul. a ',
  'kod ',
  'kod a ',
  'przez ',
  'Mr ',
  'a.a/',
  'a@',
  'www.',
  'x-',
  'street ',
  '1 a ',
  '\u0301',
  '\u200d',
  '👩‍👩‍👧',
  '\ud800',
  'é',
  '٣',
  '١',
  'ﷺ',
  '\n',
  '*',
  '***',
  '（',
  '，',
];
const scrub = createScrubber({
  names: ['王小明', 'Anna Nowak', 'aaaaaaaa'],
  codes: ['12345678', 'a-a-a-a-a-a-a-a'],
  addressTails: ['人民路1号', 'ul. a a a a', 'aaaa street 1'],
});

/** Far above what a text of this length needs on a busy machine, far below what doubling the work at each step would take. */
const MOST_MS = 500;

function timeOf(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

describe.each(PIECES.map((piece) => [JSON.stringify(piece), piece] as const))(
  '%s again and again',
  (_, piece) => {
    test('1,000 characters are scrubbed', () => {
      const text = piece.repeat(1_000 / piece.length);
      expect(timeOf(() => scrub(text, 'Phrase.'))).toBeLessThan(MOST_MS);
      expect(timeOf(() => isScrubbed(text))).toBeLessThan(MOST_MS);
    });

    test('a million are not even looked at', () => {
      const text = piece.repeat(1_000_000 / piece.length);
      expect(scrub(text, 'Phrase.')).toBe('Phrase.');
      expect(isScrubbed(text)).toBe(false);
      for (const mask of MASKS.values()) {
        expect(timeOf(() => [mask.apply(text), mask.verify(text)])).toBeLessThan(MOST_MS);
        expect(mask.verify(text)).toBe(false);
      }
    });
  },
);

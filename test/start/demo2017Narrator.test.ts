/** The narrator of the 2017 story takes nothing for granted. */
import { describe, expect, test } from 'vitest';
import { checkClaim } from '../../gateway/cli/demo/2017/claim.ts';
import { createNarrator } from '../../gateway/cli/demo/2017/narrator.ts';

describe('a claim', () => {
  test.each([
    ['the same', { live: 3, different: [] }, { live: 3, different: [] }, true],
    ['one less', 10_000, 9_999, false],
    ['nothing received', { live: 3 }, undefined, false],
    ['a member missing', { live: 3, lastKnown: 0 }, { live: 3 }, false],
    ['a member more', { live: 3 }, { live: 3, lastKnown: 1 }, false],
    ['null for a parcel', { parcel: null }, { parcel: {} }, false],
    ['undefined for null', { parcel: null }, { parcel: undefined }, false],
    ['a text for a number', 3, '3', false],
    ['another order', ['cainiao', 'sf-express'], ['sf-express', 'cainiao'], false],
  ])('%s', (_, expected, got, holds) => {
    expect(checkClaim({ says: 'so it is', expected, got })).toEqual({
      says: 'so it is',
      expected,
      got,
      holds,
    });
  });
});

/** All that a narrator prints, and whether everything was as told. */
function narrate(
  format: 'text' | 'json',
  claims: readonly { readonly says?: string; readonly expected: unknown; readonly got: unknown }[],
  terminal: { readonly isTTY?: boolean; readonly columns?: number } = {},
) {
  let text = '';
  const narrator = createNarrator({ ...terminal, write: (more) => (text += more) }, format);
  narrator.scene('The night', Date.parse('2026-11-21T00:30:00+08:00'));
  for (const claim of claims)
    narrator.sees('Cainiao', { says: 'still sees 10,000 parcels as they were', ...claim });
  const isTrue = narrator.finish(41.6);
  return { text, isTrue };
}

const TRUE = { expected: 10_000, got: 10_000 };
const FALSE = { expected: 10_000, got: 975 };

describe('a narrator', () => {
  test('tells a claim that was seen', () => {
    expect(narrate('text', [TRUE])).toEqual({
      isTrue: true,
      text: '\nSat 21 Nov 00:30  The night\n  ✓ Cainiao       still sees 10,000 parcels as they were\n\nall 1 claims were seen, in 42 s\n',
    });
  });

  test('tells what was expected and what was received where a claim was not seen', () => {
    const { text, isTrue } = narrate('text', [TRUE, FALSE]);
    expect(isTrue).toBe(false);
    expect(text).toContain(
      '  ✗ Cainiao       still sees 10,000 parcels as they were\n      expected 10000\n      got      975\n',
    );
    expect(text).toContain('1 of 2 claims were not seen');
  });

  test('does not call a story true that claimed nothing', () => {
    expect(narrate('text', []).isTrue).toBe(false);
  });

  test('has colours on a terminal only, and keeps to its width', () => {
    expect(narrate('text', [TRUE]).text).not.toContain('\u001b');
    const { text } = narrate('text', [TRUE], { isTTY: true, columns: 60 });
    expect(text).toContain('\u001b[32m✓\u001b[0m');
    const long = { says: `${'word '.repeat(20)}end`, expected: 1, got: 1 };
    const widthOf = (columns: number) =>
      Math.max(
        ...narrate('text', [long], { columns })
          .text.split('\n')
          .map((line) => line.length),
      );
    expect([80, 60, 10].map(widthOf).map((width, index) => width <= ([80, 60, 60][index] ?? 0))).toEqual([
      true,
      true,
      true,
    ]);
    expect(narrate('text', [long], { columns: 60 }).text).toMatch(/word\n {18}word[^\n]*end\n/);
  });

  test('is one object as JSON', () => {
    const { text } = narrate('json', [TRUE, FALSE]);
    expect(JSON.parse(text)).toMatchObject({
      holds: false,
      claims: [
        { scene: 'The night', at: '2026-11-20T16:30:00.000Z', who: 'Cainiao', got: 10_000, holds: true },
        { got: 975, holds: false },
      ],
    });
  });
});

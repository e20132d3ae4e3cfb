/** What each mask leaves of a value, by the vectors that operators in other languages test with, and of any text at all. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { roleSdl } from '../../schema/network.ts';
import { HIDDEN, MASK_SPEC_URL, MASK_STRICTNESS, type Mask } from '../../schema/privacy/masks/mask.ts';
import { MASK_DEFINITIONS, MASK_LINK } from '../../schema/privacy/masks/maskSdl.ts';
import { MASKS } from '../../schema/privacy/masks/masks.ts';
import { createScrubber } from '../../schema/privacy/masks/scrub/createScrubber.ts';
import type { KnownSecrets } from '../../schema/privacy/masks/scrub/matchKnown.ts';
import { GENERIC_PHRASE, phraseOf, STATUS_PHRASES } from '../../schema/privacy/masks/statusPhrases.ts';

interface Vectors {
  readonly phrases: Readonly<Record<string, string>>;
  readonly apply: readonly {
    readonly mask: string;
    readonly input: string;
    readonly output: string | null;
  }[];
  readonly verify: readonly { readonly mask: string; readonly value: string; readonly masked: boolean }[];
  readonly legs: Readonly<Record<string, KnownSecrets>>;
  readonly scrub: readonly { readonly leg: string; readonly input: string; readonly output: string }[];
}
const vectors = JSON.parse(
  readFileSync(new URL('../../schema/privacy/v1/mask-vectors.json', import.meta.url), 'utf8'),
) as Vectors;

const textMasks = [...MASKS.values()].filter(({ keeps }) => keeps === 'String');
const named = (name: string): Mask => {
  const mask = MASKS.get(name);
  if (mask === undefined) throw new Error(`there is no mask ${name}`);
  return mask;
};

/** Texts with everything that trips code over: halves of characters, marks, joiners, directions, other digits. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        ...[
          '王',
          '欧阳',
          'Nowak',
          'é',
          'e\u0301',
          '\u0301',
          '👩‍👩‍👧',
          '\u200d',
          '\u200b',
          '\u202e',
          '\u2066',
          '\ufeff',
          '\ufe0f',
        ],
        ...[
          '1',
          '38',
          '１２',
          '٣',
          '५',
          '三',
          '-',
          '+',
          ' ',
          '\u3000',
          '*',
          '**',
          '***',
          '.',
          '转',
          '\ud83d',
          '\udc00',
          'ﷺ',
          'ㅤ',
          '\n',
          '\0',
        ],
      ),
      { maxLength: 16 },
    )
    .map((parts) => parts.join('')),
);
const RUNS = { seed: 20170601, numRuns: 3_000 };

describe('the vectors', () => {
  test.each(vectors.apply)('$mask of $input is $output', ({ mask, input, output }) => {
    expect(named(mask).apply(input)).toBe(output);
  });

  test.each(vectors.verify)('$mask takes $value for masked: $masked', ({ mask, value, masked }) => {
    expect(named(mask).verify(value)).toBe(masked);
  });

  test.each(vectors.scrub)('for $leg, $input becomes $output', ({ leg, input, output }) => {
    const known = vectors.legs[leg];
    if (known === undefined) throw new Error(`there is no leg ${leg}`);
    expect(createScrubber(known)(input, GENERIC_PHRASE)).toBe(output);
    expect(named('SCRUB').verify(output)).toBe(true);
  });

  test('have what is masked and what is not, for every mask', () => {
    for (const name of MASKS.keys()) {
      const rows = vectors.verify.filter(({ mask }) => mask === name);
      expect([name, new Set(rows.map(({ masked }) => masked)).size]).toEqual([name, 2]);
      if (name === 'SCRUB') continue;
      const changed = vectors.apply.filter((row) => row.mask === name && row.input !== row.output);
      expect([name, changed.length > 3]).toEqual([name, true]);
    }
  });

  test('have the phrase of every status', () => {
    expect(vectors.phrases).toEqual({ ...Object.fromEntries(STATUS_PHRASES), ANY_OTHER: GENERIC_PHRASE });
  });
});

describe('any text at all', () => {
  test.each([...MASKS.values()])(
    '$name: what is masked passes for masked, and masking again changes nothing',
    (mask) => {
      fc.assert(
        fc.property(hostile, (value) => {
          const masked = mask.apply(value);
          if (masked === null) return;
          expect(mask.verify(masked)).toBe(true);
          expect(mask.apply(masked)).toBe(masked);
        }),
        RUNS,
      );
    },
  );

  test.each(textMasks.filter(({ name }) => name !== 'SCRUB'))(
    '$name: a text that passes for masked is short and full of asterisks',
    (mask) => {
      fc.assert(
        fc.property(hostile, (value) => {
          if (mask.verify(value)) expect(value).toMatch(/^[^*]{0,4}\*{1,6}[^*]{0,8}$/u);
        }),
        RUNS,
      );
    },
  );

  test.each(textMasks)('$name hides what is empty, invisible, broken or long', ({ name, apply }) => {
    for (const value of [
      '',
      ' ',
      '\u3000\u200b',
      '\ud800',
      'x\udfff',
      'x'.repeat(1_000_000),
      '\u0301'.repeat(1_000_000),
    ]) {
      expect(apply(value)).toBe(name === 'SCRUB' ? GENERIC_PHRASE : HIDDEN);
    }
  });

  test('and a time that is none has no masked form', () => {
    for (const value of ['', ' ', '\ud800', '2'.repeat(1_000_000), 'yesterday']) {
      expect([named('DATE').apply(value), named('HOUR').apply(value)]).toEqual([null, null]);
      expect([named('DATE').verify(value), named('HOUR').verify(value)]).toEqual([false, false]);
    }
  });

  test('of a name, one letter is seen, and nothing of its length', () => {
    const letters = fc.array(fc.constantFrom(...'王小明欧阳諸葛AnnaŁukaszОлег김'), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(letters, (name) => {
        const [first = ''] = name;
        expect(named('CN_NAME').apply(name.join(''))).toBe(`${first}**`);
        expect(named('INITIAL').apply(name.join(''))).toBe(`${first}*`);
      }),
      RUNS,
    );
  });

  test('of a number, at most five digits are seen and at least six are not', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789', '-', ' ', '+', '(', ')', '转', '/'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(digits, (parts) => {
        const value = parts.join('');
        const masked = named('CN_PHONE').apply(value) ?? '';
        const count = (text: string) => text.replace(/[^0-9]/g, '').length;
        expect(count(masked)).toBeLessThanOrEqual(5);
        if (masked !== HIDDEN) expect(count(value) - count(masked)).toBeGreaterThanOrEqual(6);
      }),
      RUNS,
    );
  });

  test('of a code, four characters are seen where more than four are not', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{0,20}$/), (value) => {
        expect(named('LAST_FOUR').apply(value)).toBe(value.length > 8 ? `****${value.slice(-4)}` : HIDDEN);
      }),
      RUNS,
    );
  });
});

describe('the masks', () => {
  const enumOf = (definitions: readonly { readonly kind: string }[], name: string) =>
    definitions
      .filter((node): node is EnumTypeDefinitionNode => node.kind === Kind.ENUM_TYPE_DEFINITION)
      .find((node) => node.name.value === name)
      ?.values?.map((value) => value.name.value);

  test('are those of `mask.graphql`', () => {
    expect(enumOf(MASK_DEFINITIONS, 'Mask')?.sort()).toEqual([...MASKS.keys()].sort());
    expect(MASK_LINK[0]?.arguments?.[0]?.value).toMatchObject({ value: MASK_SPEC_URL });
  });

  test('stand in the order of strictness, each under its own name', () => {
    expect([...MASKS].map(([name, mask]) => name === mask.name)).not.toContain(false);
    expect(MASK_STRICTNESS).toEqual([...MASKS.keys()]);
    expect(MASK_STRICTNESS.indexOf('DATE')).toBeLessThan(MASK_STRICTNESS.indexOf('HOUR'));
    expect(named('HOUR').verify('2017-06-01T00:00:00Z')).toBe(true);
    expect(named('DATE').verify('2017-06-01T13:00:00Z')).toBe(false);
  });

  test('hide a text in one way that all of them know', () => {
    for (const mask of textMasks) expect([mask.name, mask.verify(HIDDEN)]).toEqual([mask.name, true]);
  });
});

describe('the phrase of a status', () => {
  test('is there for every status of the network, and nothing in it looks personal', () => {
    const statuses = /enum ParcelStatus \{([^}]*)\}/.exec(roleSdl('courier').replace(/"[^"]*"/g, ''))?.[1];
    expect(statuses?.trim().split(/\s+/)).toEqual([...STATUS_PHRASES.keys()]);
    for (const phrase of [...STATUS_PHRASES.values(), GENERIC_PHRASE]) {
      expect([phrase, named('SCRUB').verify(phrase)]).toEqual([phrase, true]);
      expect(named('SCRUB').apply(phrase)).toBe(phrase);
    }
  });

  test.each([null, undefined, 'LOST', '__proto__', 5, {}])('is the general one for %s', (status) => {
    expect(phraseOf(status)).toBe(GENERIC_PHRASE);
  });
});

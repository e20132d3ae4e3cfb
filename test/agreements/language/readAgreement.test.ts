/** What is read of an agreement: every default, everything that is said, the same under every name and in every layout. */
import fc from 'fast-check';
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { printProblems } from '../../../gateway/base/printProblems.ts';
import { AGREEMENT } from './cases/agreementCase.ts';
import { demoFiles } from './demoFiles.ts';
import { read, readMeaning } from './support.ts';

const MINIMAL = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "hive-box", platform: "cainiao", purposes: [ORDER_STATUS, MARKETING, AFTER_SALES]
    from: "2017-06-03T12:00:00+08:00", until: "2018-06-03T00:00:00Z"
  )
type LockerLeg {
  status: ParcelStatus @share
  custody: Custody @share(for: MARKETING)
}
`;

describe('what is read', () => {
  test('every default is filled in, and a purpose that must be named is not implied', () => {
    expect(read(MINIMAL)).toMatchObject({
      problems: [],
      agreement: {
        id: 'hive-box--cainiao',
        version: 1,
        operator: 'hive-box',
        platform: 'cainiao',
        purposes: ['ORDER_STATUS', 'MARKETING', 'AFTER_SALES'],
        from: Date.UTC(2017, 5, 3, 4),
        until: Date.UTC(2018, 5, 3),
        noticeHours: 72,
        retentionDays: 90,
        missesPerDay: null,
      },
    });
    expect(read(MINIMAL).agreement?.clauses).toEqual([
      {
        coordinate: 'LockerLeg.status',
        purposes: ['ORDER_STATUS', 'AFTER_SALES'],
        relations: ['OWN'],
        mask: null,
        until: null,
        graceDays: 0,
        file: 'hive-box--cainiao.graphql',
        line: 8,
        column: 24,
        text: '@share',
      },
      {
        coordinate: 'LockerLeg.custody',
        purposes: ['MARKETING'],
        relations: ['OWN'],
        mask: null,
        until: null,
        graceDays: 0,
        file: 'hive-box--cainiao.graphql',
        line: 9,
        column: 20,
        text: '@share(for: MARKETING)',
      },
    ]);
  });

  test('everything that is said', () => {
    const text = AGREEMENT.replace(
      'version: 1',
      'version: 3, noticeHours: 1, retentionDays: 2, missesPerDay: 4',
    )
      .replace('status: ParcelStatus @share', 'status: ParcelStatus @share(parcels: [OWN, FOREIGN])')
      .replace(
        '@share(for: [RECIPIENT_NOTICE], until: DELIVERED)',
        '@share(for: [RECIPIENT_NOTICE], as: LAST_FOUR, parcels: [FOREIGN, OWN], until: DELIVERED, graceDays: 2)',
      );
    const { agreement } = read(text, 'hive-box--cainiao@3.graphql');
    expect(agreement).toMatchObject({ version: 3, noticeHours: 1, retentionDays: 2, missesPerDay: 4 });
    expect(agreement?.clauses.find(({ coordinate }) => coordinate === 'LockerLeg.pickupCode')).toMatchObject({
      purposes: ['RECIPIENT_NOTICE'],
      relations: ['FOREIGN', 'OWN'],
      mask: 'LAST_FOUR',
      until: 'DELIVERED',
      graceDays: 2,
    });
  });

  test('clauses stand in the order of the document, those of an extended type too', () => {
    const text = `${MINIMAL}type Compartment { id: ID @share }\nextend type LockerLeg { compartment: Compartment @share }\n`;
    expect(read(text).agreement?.clauses.map(({ coordinate }) => coordinate)).toEqual([
      'LockerLeg.status',
      'LockerLeg.custody',
      'Compartment.id',
      'LockerLeg.compartment',
    ]);
  });

  test('a field that the contract does not have yet keeps its clause', () => {
    const text = MINIMAL.replace('custody: Custody', 'hiveBox_door: HiveBox_Door');
    const { agreement, problems } = read(
      `${text}type HiveBox_Door { isOpen: Boolean @share(for: MARKETING) }\n`,
    );
    expect(problems.map(({ code }) => code)).toEqual(['HUB059', 'HUB059']);
    expect(agreement?.clauses.map(({ coordinate }) => coordinate)).toEqual([
      'LockerLeg.status',
      'LockerLeg.hiveBox_door',
      'HiveBox_Door.isOpen',
    ]);
  });
});

const documents = [{ file: 'hive-box--cainiao.graphql', text: AGREEMENT }, ...demoFiles()];

const NAMES = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,12}$/).filter((name) => name !== 'link');
const IMPORT = 'import: ["@agreement", "@share"]';

describe.each(documents)('$file', (document) => {
  const meaning = readMeaning(document);

  test('means the same in any layout', () => {
    expect(meaning).toBeDefined();
    const text = print(parse(document.text));
    expect(readMeaning({ ...document, text })).toEqual(meaning);
    expect(readMeaning({ ...document, text: text.replaceAll('\n', '\r\n') })).toEqual(meaning);
  });

  test('means the same under any names of its directives', () => {
    const { file, text } = document;
    expect(text).toContain(IMPORT);
    const rename = (imports: string, terms: string, clause: string) =>
      text
        .replaceAll(/@share(?!")/g, clause)
        .replaceAll(/@agreement(?=\()/g, terms)
        .replace(IMPORT, imports);
    fc.assert(
      fc.property(NAMES, NAMES, NAMES, (one, two, as) => {
        fc.pre(one !== two && one !== as && two !== as);
        const imports = `import: [{ name: "@agreement", as: "@${one}" }, { name: "@share", as: "@${two}" }]`;
        expect(readMeaning({ file, text: rename(imports, `@${one}`, `@${two}`) })).toEqual(meaning);
        const namespaced = rename(`as: "${as}"`, `@${as}`, `@${as}__share`);
        expect(readMeaning({ file, text: namespaced })).toEqual(meaning);
        // Imported under another name, the old name means nothing.
        expect(readMeaning({ file, text: text.replace(IMPORT, imports) })).toBeUndefined();
      }),
      { numRuns: 8, seed: 20_170_601 },
    );
  });
});

test('no change of a few characters is thrown at, and what has an error is no agreement', () => {
  const edit = fc.tuple(
    fc.nat(4_000),
    fc.nat(40),
    fc.oneof(
      fc.constantFrom('', '{', '}', '(', ')', '[', '@share', '__proto__', '"""', '‮', 'type ', 'extend '),
      fc.constantFrom(
        '$x',
        '-1',
        'null',
        '99999999999',
        '@link',
        'until: DELIVERED',
        'parcels: [FOREIGN]',
        'as: ',
      ),
      fc.string({ maxLength: 10 }),
    ),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      (document, edits) => {
        let { text } = document;
        for (const [at, cut, put] of edits) {
          const place = at % text.length;
          text = text.slice(0, place) + put + text.slice(place + cut);
        }
        const { agreement, problems, place } = read(text, document.file);
        printProblems(problems);
        expect(agreement === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        expect(place === undefined).toBe(agreement === undefined);
      },
    ),
    { numRuns: 300, seed: 20_170_601 },
  );
});

import { execute, type GraphQLSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createDirectorySchema } from '../../gateway/parcel/directory.ts';
import type { DirectoryStore, LegRow } from '../../gateway/store/directoryStore.ts';
import { NO_MISSES } from '../support/noMisses.ts';
import { testOperator, testScope, withholding } from '../support/testNetwork.ts';

function row(operator: string, waybill: string, more: Partial<LegRow> = {}): LegRow {
  return {
    operator,
    waybill,
    parcel: 'p',
    seq: 0,
    role: 'courier',
    platform: 'cainiao',
    accepted_at: new Date('2017-06-01T08:00:00+08:00'),
    final_at: null,
    status: 'IN_TRANSIT',
    substatus: null,
    ever_reached: [],
    ordered_at: new Date('2017-06-01T08:00:00+08:00'),
    updated_at: new Date('2017-06-01T08:00:00+08:00'),
    continuity: null,
    continuity_at: null,
    continuity_times: null,
    ...more,
  };
}

/** A store that holds some rows and records the statements it would run. */
function recordingStore(
  rows: readonly LegRow[],
): DirectoryStore & { readonly statements: readonly string[] } {
  const statements: string[] = [];
  return {
    cursorKey: new Uint8Array(32),
    misses: NO_MISSES,
    statements,
    async announce() {},
    async findByNumbers(numbers) {
      statements.push(numbers.join(' '));
      return numbers.map((number) => {
        const parcels = rows.filter(({ waybill }) => waybill === number).map(({ parcel }) => parcel);
        return rows.filter(({ parcel }) => parcels.includes(parcel));
      });
    },
    async findOwn() {
      statements.push('own');
      return [];
    },
    async count() {
      return rows.length;
    },
  };
}

const operators = [testOperator('zto', 'courier'), testOperator('sf-express', 'courier')];

async function ask(schema: GraphQLSchema, query: string, scope = testScope(operators, [])) {
  const { data, errors } = await execute({ schema, document: parse(query), contextValue: scope });
  return JSON.parse(JSON.stringify(errors ? { data, errors: errors.map(({ message }) => message) } : data));
}

describe('one lookup per request', () => {
  test('however many parcels are asked for, in however many fields', async () => {
    const store = recordingStore([row('zto', 'Z1'), row('sf-express', 'SF1', { parcel: 'q' })]);
    const data = await ask(
      createDirectorySchema(store),
      '{ a: parcel(trackingNumber: "Z1") { trackingNumber } b: parcel(trackingNumber: "SF1") { trackingNumber } c: parcels(trackingNumbers: ["Z1", "x", "SF1"]) { trackingNumber } }',
    );
    expect(data).toEqual({
      a: { trackingNumber: 'Z1' },
      b: { trackingNumber: 'SF1' },
      c: [{ trackingNumber: 'Z1' }, null, { trackingNumber: 'SF1' }],
    });
    expect(store.statements).toHaveLength(1);
  });

  test('and none is shared between two requests', async () => {
    const store = recordingStore([row('zto', 'Z1')]);
    const schema = createDirectorySchema(store);
    await Promise.all([1, 2].map(() => ask(schema, '{ parcel(trackingNumber: "Z1") { id } }')));
    expect(store.statements).toHaveLength(2);
  });
});

describe('what is visible', () => {
  const rows = [row('zto', 'Z1'), row('sf-express', 'SF1', { seq: 1 })];
  const hiding = (...codes: readonly string[]) =>
    testScope(operators, [], (_, { operator }) => ({
      ...withholding(),
      isVisible: !codes.includes(operator),
    }));
  const query = (number: string) =>
    `{ parcel(trackingNumber: "${number}") { trackingNumber legs { waybill } } }`;
  const schema = createDirectorySchema(recordingStore(rows));

  test('every visible leg is listed, in the order of the journey', async () => {
    expect(await ask(schema, query('SF1'), hiding())).toEqual({
      parcel: { trackingNumber: 'SF1', legs: [{ waybill: 'Z1' }, { waybill: 'SF1' }] },
    });
  });
  test('a hidden leg is not, and its number resolves to nothing', async () => {
    expect(await ask(schema, query('Z1'), hiding('sf-express'))).toEqual({
      parcel: { trackingNumber: 'Z1', legs: [{ waybill: 'Z1' }] },
    });
    expect(await ask(schema, query('SF1'), hiding('sf-express'))).toEqual({ parcel: null });
  });
  test('only visible legs are noted for the dispatcher', async () => {
    const scope = hiding('sf-express');
    await ask(schema, query('Z1'), scope);
    expect(scope.notes.get('zto', 'Z1')).toMatchObject({ relation: 'OWN' });
    expect(scope.notes.get('sf-express', 'SF1')).toBeUndefined();
  });
  test('a leg of an operator that is not on the network does not exist', async () => {
    const other = createDirectorySchema(recordingStore([...rows, row('gone', 'G1', { seq: 2 })]));
    expect(await ask(other, query('G1'))).toEqual({ parcel: null });
    expect((await ask(other, query('Z1'))).parcel.legs).toHaveLength(2);
  });
  test('a parcel of another platform, or of none, is FOREIGN', async () => {
    const foreign = createDirectorySchema(
      recordingStore([
        row('zto', 'Z1', { platform: 'jd' }),
        row('zto', 'Z2', { platform: null, parcel: 'q' }),
      ]),
    );
    const scope = testScope(operators, []);
    await ask(foreign, '{ parcels(trackingNumbers: ["Z1", "Z2"]) { legs { waybill } } }', scope);
    expect(['Z1', 'Z2'].map((waybill) => scope.notes.get('zto', waybill)?.relation)).toEqual([
      'FOREIGN',
      'FOREIGN',
    ]);
  });
});

describe('one number, several parcels', () => {
  const newer = new Date('2017-06-02T08:00:00+08:00');
  const rows = [
    row('zto', 'N1', { parcel: 'old' }),
    row('sf-express', 'N1', { parcel: 'new', ordered_at: newer }),
  ];
  const schema = createDirectorySchema(recordingStore(rows));
  test('the leg that was accepted last decides', async () => {
    expect(await ask(schema, '{ parcel(trackingNumber: "N1") { id } }')).toEqual({ parcel: { id: 'new' } });
  });
  test('or the operator that is named', async () => {
    expect(await ask(schema, '{ parcel(trackingNumber: "N1", operator: "zto") { id } }')).toEqual({
      parcel: { id: 'old' },
    });
  });
});

import type { GraphQLSchema } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDirectorySchema } from '../../gateway/parcel/directory.ts';
import type { NetworkSnapshot } from '../../gateway/request/network.ts';
import type { RequestScope } from '../../gateway/request/requestScope.ts';
import type { DirectoryStore, LegRow } from '../../gateway/store/directoryStore.ts';
import type { MissCounter } from '../../gateway/store/missCounter.ts';
import { agreedNetwork, ask, DAY_MS, NOON, numberedOperator, openRequest } from './agreedNetwork.ts';

const FOREIGN_STATUS = 'type CourierLeg { status: ParcelStatus @share(parcels: [OWN, FOREIGN]) }';
const OWN_STATUS = 'type CourierLeg { status: ParcelStatus @share }';

const operators = [
  numberedOperator('zto', 'Z'),
  numberedOperator('sf-express', 'S'),
  // Its numbers look like ZTO's too.
  numberedOperator('twin', '[XZ]'),
  numberedOperator('nobody', 'N'),
];
const network = agreedNetwork(operators, [
  { operator: 'zto', terms: 'missesPerDay: 3', types: FOREIGN_STATUS },
  { operator: 'sf-express', terms: 'missesPerDay: 3', types: FOREIGN_STATUS },
  { operator: 'zto', platform: 'jd', terms: 'missesPerDay: 3', types: FOREIGN_STATUS },
  { operator: 'zto', platform: 'taobao', types: FOREIGN_STATUS },
]);

function row(operator: string, waybill: string, platform: string | null): LegRow {
  const time = new Date('2017-06-01T08:00:00+08:00');
  return {
    operator,
    waybill,
    parcel: `parcel of ${waybill}`,
    seq: 0,
    role: 'courier',
    platform,
    accepted_at: time,
    final_at: null,
    status: 'IN_TRANSIT',
    substatus: null,
    ever_reached: ['ACCEPTED', 'IN_TRANSIT'],
    ordered_at: time,
    updated_at: time,
    continuity: null,
    continuity_at: null,
    continuity_times: null,
  };
}

const rows = [
  row('zto', 'Z1', null),
  row('zto', 'Z2', null),
  row('zto', 'Z100', 'cainiao'),
  row('sf-express', 'S1', null),
  // Hidden: no agreement.
  row('nobody', 'N1', null),
  row('twin', 'Z999', 'cainiao'),
];

/** A counter in memory, as the store's, that can fail. */
function createCounter(): MissCounter & { opened: number; fails: boolean } {
  const counts = new Map<string, number>();
  const counter = {
    opened: 0,
    fails: false,
    async open(platform: string, now: number) {
      counter.opened += 1;
      await Promise.resolve();
      const keyOf = (operator: string) => `${platform} ${operator} ${Math.floor(now / DAY_MS)}`;
      return {
        add(codes: Iterable<string>) {
          for (const code of codes) counts.set(keyOf(code), (counts.get(keyOf(code)) ?? 0) + 1);
        },
        read: (operator: string) => (counter.fails ? undefined : (counts.get(keyOf(operator)) ?? 0)),
      };
    },
  };
  return counter;
}

let counter: ReturnType<typeof createCounter>;
let statements: string[];
let store: DirectoryStore;
let schema: GraphQLSchema;

beforeEach(() => {
  counter = createCounter();
  statements = [];
  store = {
    cursorKey: new Uint8Array(32),
    misses: counter,
    async announce() {},
    async findByNumbers(numbers) {
      statements.push(numbers.join(' '));
      await new Promise((resolve) => setImmediate(resolve));
      return numbers.map((number) => rows.filter(({ waybill }) => waybill === number));
    },
    findOwn: async () => [],
    count: async () => 0,
  };
  schema = createDirectorySchema(store);
});

type Request = { readonly platform?: string; readonly now?: number; readonly network?: NetworkSnapshot };

/** Which of some numbers are found, asked for in one request. */
async function find(numbers: string, request: Request = {}): Promise<string> {
  return (await findIn(numbers, request)).found;
}

async function findIn(
  numbers: string,
  request: Request = {},
): Promise<{ readonly found: string; readonly scope: RequestScope }> {
  const scope = openRequest(request.network ?? network, request);
  const list = JSON.stringify(numbers.split(' '));
  const { parcels } = await ask(schema, `{ parcels(trackingNumbers: ${list}) { trackingNumber } }`, scope);
  const found = parcels.map((parcel: { trackingNumber: string } | null) => parcel?.trackingNumber ?? '-');
  return { found: found.join(' '), scope };
}

describe('a limit of three misses a day', () => {
  test('three misses are fine; with the fourth, parcels of others are found by no number of the operator', async () => {
    expect(await find('Z1 Z7 Z8 Z9')).toBe('Z1 - - -');
    expect(await find('Z1 Z2')).toBe('Z1 Z2');
    expect(await find('Z6')).toBe('-');
    expect(await find('Z1 Z2')).toBe('- -');
  });

  test('own parcels are found all the same', async () => {
    await find('Z6 Z7 Z8 Z9');
    expect(await find('Z100 Z1')).toBe('Z100 -');
  });

  test('other operators are not touched, nor other platforms', async () => {
    await find('Z6 Z7 Z8 Z9');
    expect(await find('S1')).toBe('S1');
    expect(await find('Z1', { platform: 'jd' })).toBe('Z1');
  });

  test('without a limit in the agreement there is none', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `Z7${index}`).join(' ');
    await find(many, { platform: 'taobao' });
    expect(await find('Z1', { platform: 'taobao' })).toBe('Z1');
    expect(counter.opened).toBe(0);
  });

  test('it holds until the day is over, by UTC', async () => {
    await find('Z6 Z7 Z8 Z9');
    const midnight = Date.parse('2017-06-02T00:00:00Z');
    expect(await find('Z1', { now: midnight - 1 })).toBe('-');
    expect(await find('Z1', { now: midnight })).toBe('Z1');
  });

  test('an agreement that is not in force limits nothing and finds nothing', async () => {
    const now = Date.parse('2018-01-01T00:00:00Z');
    expect(await find('Z1', { now })).toBe('-');
    expect(counter.opened).toBe(0);
  });
});

describe('what counts', () => {
  /** How many misses of an operator a request leaves behind. */
  const count = async (operator = 'zto', platform = 'cainiao') =>
    (await counter.open(platform, NOON)).read(operator);

  test.each([
    ['an unknown number and a hidden one, alike', 'Z9 Z999', { zto: 2, 'sf-express': 0 }],
    ['a number asked for twice, once', 'Z9 Z9 z-9', { zto: 1, 'sf-express': 0 }],
    ['a number that is found, not at all', 'Z1 Z100 S1', { zto: 0, 'sf-express': 0 }],
    ["a number of somebody else's format, against nobody", 'N1 N2 X3', { zto: 0, 'sf-express': 0 }],
    ["a number of nobody's format, against everybody", 'A1', { zto: 1, 'sf-express': 1 }],
    ['a number that is none', '-', { zto: 1, 'sf-express': 1 }],
    ['a number of absurd length', 'Z'.padEnd(100_000, '1'), { zto: 1, 'sf-express': 1 }],
  ])('%s', async (_, numbers, counts) => {
    await find(numbers);
    for (const [operator, expected] of Object.entries(counts)) expect(await count(operator)).toBe(expected);
  });

  test('an operator that is named counts too: its numbers may have formats that it does not publish', async () => {
    await ask(schema, '{ parcel(trackingNumber: "N1", operator: "zto") { id } }', openRequest(network));
    expect([await count('zto'), await count('sf-express')]).toEqual([1, 0]);
    await ask(schema, '{ parcel(trackingNumber: "N2", operator: "gone") { id } }', openRequest(network));
    expect([await count('zto'), await count('sf-express')]).toEqual([1, 0]);
  });

  test('aliases of one request count a number once', async () => {
    const query =
      '{ a: parcel(trackingNumber: "Z9") { id } b: parcel(trackingNumber: "z 9", operator: "zto") { id } c: parcels(trackingNumbers: ["Z9"]) { id } }';
    await ask(schema, query, openRequest(network));
    expect(await count()).toBe(1);
    expect(statements).toEqual(['Z9']);
  });

  test('two requests count it twice', async () => {
    await find('Z9');
    await find('Z9');
    expect(await count()).toBe(2);
  });
});

describe('nothing is learned from a limit', () => {
  test('all misses of a request count before anything of it is found, whichever field asks', async () => {
    expect(await find('Z1 Z6 Z7 Z8 Z9 Z2')).toBe('- - - - - -');
    counter = createCounter();
    schema = createDirectorySchema({ ...store, misses: counter });
    const misses = [6, 7, 8, 9].map((digit) => `m${digit}: parcel(trackingNumber: "Z${digit}") { id }`);
    const query = `{ first: parcel(trackingNumber: "Z1") { id } ${misses.join(' ')} }`;
    expect((await ask(schema, query, openRequest(network))).first).toBeNull();
  });

  test('the count goes on alike for an unknown number, a hidden one and one that is not found because of the limit', async () => {
    await find('Z6 Z7 Z8 Z9');
    const todays = [];
    for (const number of ['Z1', 'Z999', 'Z12345']) {
      const { scope } = await findIn(number);
      todays.push(scope.missLimits.get('zto')?.today);
    }
    expect(todays).toEqual([5, 6, 7]);
  });

  test('a limit that comes about through another one holds in the same request', async () => {
    // Numbers of two operators that look alike: each one that is no longer found counts against both.
    const twins = agreedNetwork(
      [numberedOperator('one', 'Z'), numberedOperator('two', 'Z')],
      [
        { operator: 'one', terms: 'missesPerDay: 0', types: FOREIGN_STATUS },
        { operator: 'two', terms: 'missesPerDay: 1', types: FOREIGN_STATUS },
      ],
    );
    rows.push(row('one', 'Z31', null), row('two', 'Z32', null));
    try {
      expect(await find('Z31 Z32', { network: twins })).toBe('Z31 Z32');
      expect(await find('Z31 Z32 Z8', { network: twins })).toBe('- - -');
    } finally {
      rows.splice(-2);
    }
  });

  test('the caller is told which limit is exceeded, and only then', async () => {
    const before = await findIn('Z7 Z8 Z9');
    expect([...before.scope.missLimits.values()]).toEqual([]);
    const after = await findIn('Z6');
    expect([...after.scope.missLimits.values()]).toEqual([
      { operator: 'zto', agreement: 'zto--cainiao@1', today: 4, limit: 3 },
    ]);
    const elsewhere = await findIn('S7 Z100');
    expect([...elsewhere.scope.missLimits.values()]).toEqual([]);
  });

  test('of a thousand requests at one moment, none gets past the limit', async () => {
    const limited = agreedNetwork(operators, [
      { operator: 'zto', terms: 'missesPerDay: 100', types: FOREIGN_STATUS },
    ]);
    const requests = Array.from({ length: 1_000 }, (_, index) => find(`Z1 Z7${index}`, { network: limited }));
    const answers = await Promise.all(requests);
    expect(answers.filter((answer) => answer === 'Z1 -')).toHaveLength(100);
    expect(answers.filter((answer) => answer === '- -')).toHaveLength(900);
  });

  test('an unknown number and a hidden one cost the same; own parcels never open the counter', async () => {
    for (const number of ['Z999', 'Z12345', 'N1', 'N777']) {
      statements.length = 0;
      counter.opened = 0;
      await find(number);
      expect([number, statements.length, counter.opened]).toEqual([number, 1, 1]);
    }
    counter.opened = 0;
    await find('Z100');
    expect(counter.opened).toBe(0);
  });
});

describe('a store that does not count', () => {
  test('gives nothing out that is limited, and everything else', async () => {
    counter.fails = true;
    expect(await find('Z1 Z100')).toBe('- Z100');
    counter.fails = false;
    expect(await find('Z1 Z100')).toBe('Z1 Z100');
  });

  test('says nothing of limits, since it does not know', async () => {
    counter.fails = true;
    const { scope } = await findIn('Z1 Z7 Z8 Z9 Z10');
    expect(scope.missLimits.size).toBe(0);
  });
});

describe('who may see nothing of others', () => {
  test('counts all the same, and keeps its own', async () => {
    const own = agreedNetwork(operators, [{ operator: 'zto', terms: 'missesPerDay: 0', types: OWN_STATUS }]);
    expect(await find('Z1 Z100', { network: own })).toBe('- Z100');
    expect(await find('Z100', { network: own })).toBe('Z100');
  });
});

import { describe, expect, test } from 'vitest';
import type { OperatorAnswer } from '../../../gateway/dispatch/operatorClient.ts';
import { chooseCandidates } from '../../../gateway/parcel/discover/chooseCandidates.ts';
import type { DiscoveryLimits } from '../../../gateway/parcel/discover/createDiscoverer.ts';
import { testOperator } from '../../support/testNetwork.ts';
import { agreedNetwork, NOON, numberedOperator, openRequest } from '../agreedNetwork.ts';
import { FAILURE, FOREIGN, HIT, HOUR_MS, MISS, openWorld, toRow, type World, zto } from './world.ts';

describe('a number that nobody announced', () => {
  test('is answered as unknown at once, and found by the next request', async () => {
    const { request, announced, asked } = openWorld({ answer: () => HIT });
    expect(await request('Z1')).toEqual({ parcel: null, sentBefore: 0 });
    expect(await request('Z1')).toMatchObject({
      parcel: { trackingNumber: 'Z1', legs: [{ waybill: 'Z1' }] },
    });
    expect(asked()).toEqual(['zto']);
    // Nothing that ends with a status is open, and whatever the operator announces later is newer.
    expect(announced).toMatchObject([
      { operator: 'zto', waybill: 'Z1', platform: null, status: 'IN_TRANSIT', everReached: [] },
    ]);
    expect(announced[0]?.updatedAt).toBe('1970-01-01T00:00:00Z');
  });

  test('is asked with the grant of the caller, for what its agreement discloses', async () => {
    const { request, client } = openWorld({ answer: () => HIT });
    await request('Z1');
    expect(client.requests).toMatchObject([
      {
        grant: {
          platform: 'cainiao',
          purpose: 'ORDER_STATUS',
          agreement: { id: 'zto--cainiao', version: 1 },
        },
        variables: { hub__r0: [{ __typename: 'CourierLeg', operator: { code: 'zto' }, waybill: 'Z1' }] },
      },
    ]);
    expect(client.requests[0]?.query).toContain('{ ... on CourierLeg { status } }');
  });

  test('more is asked where more is disclosed, and implemented', async () => {
    const types = `type CourierLeg {
      status: ParcelStatus @share(parcels: [FOREIGN]) substatus: ParcelSubstatus @share(parcels: [FOREIGN])
      acceptedAt: DateTime @share(parcels: [FOREIGN]) }`;
    const old = {
      ...testOperator('zto', 'courier', ['CourierLeg.substatus']),
      numberPatterns: zto.numberPatterns,
    };
    const { request, client, announced } = openWorld({
      operators: [old],
      agreements: [{ operator: 'zto', types }],
      answer: () => HIT,
    });
    await request('Z1');
    expect(client.requests[0]?.query).toContain('{ status acceptedAt }');
    expect(announced[0]?.acceptedAt).toBe('2017-06-01T08:00:00+08:00');
  });

  test('is asked of three operators at most', async () => {
    const codes = ['o1', 'o2', 'o3', 'o4'];
    const { request, asked, clock } = openWorld({
      operators: codes.map((code) => numberedOperator(code, 'X')),
      agreements: codes.map((operator) => ({ operator, ...FOREIGN })),
    });
    await request('X1');
    clock.now += HOUR_MS;
    await request('X1');
    expect(asked()).toEqual(['o1', 'o2', 'o3']);
  });

  test('is asked of the operator alone that the caller names', async () => {
    const codes = ['o1', 'o2'];
    const { request, asked } = openWorld({
      operators: codes.map((code) => numberedOperator(code, 'X')),
      agreements: codes.map((operator) => ({ operator, ...FOREIGN })),
    });
    await request('X1', {}, 'o2');
    expect(asked()).toEqual(['o2']);
  });
});

describe('nobody is asked', () => {
  const own = 'type CourierLeg { status: ParcelStatus @share }';
  const masked =
    'type CourierLeg { status: ParcelStatus @share acceptedAt: DateTime @share(parcels: [FOREIGN], as: DATE) }';
  test.each<[why: string, world: World, number: string, caller: Parameters<typeof openRequest>[1]]>([
    ['without an agreement', { agreements: [] }, 'Z1', {}],
    ['of another platform’s agreement', {}, 'Z1', { platform: 'jd' }],
    ['for another purpose', {}, 'Z1', { purpose: 'MARKETING' }],
    ['when the agreement is over', {}, 'Z1', { now: Date.parse('2018-02-01T00:00:00Z') }],
    ['when it shares own parcels alone', { agreements: [{ operator: 'zto', types: own }] }, 'Z1', {}],
    ['when it does not share the status', { agreements: [{ operator: 'zto', types: masked }] }, 'Z1', {}],
    ['when the number has another form', {}, 'Y1', {}],
    [
      'when the operator does not implement the status',
      {
        operators: [
          { ...testOperator('zto', 'courier', ['CourierLeg.status']), numberPatterns: zto.numberPatterns },
        ],
      },
      'Z1',
      {},
    ],
    ['for a number that cannot be one', {}, 'Z1;', {}],
  ])('%s', async (_, world, number, caller) => {
    const opened = openWorld({ ...world, answer: () => HIT });
    if (caller?.now !== undefined) opened.clock.now = caller.now;
    expect(await opened.request(number, caller)).toMatchObject({ parcel: null });
    expect(opened.asked()).toEqual([]);
  });

  test('when only last known values are served', () => {
    const { agreements, ...network } = agreedNetwork([zto], [{ operator: 'zto', ...FOREIGN }]);
    const lookup = { number: 'Z1', operator: undefined };
    const choose = (decideLeg: typeof agreements.decideLeg) =>
      chooseCandidates(lookup, openRequest({ ...network, agreements: { ...agreements, decideLeg } })).length;
    expect(choose(agreements.decideLeg)).toBe(1);
    const floor = { code: 'SUSPENDED', before: NOON } as const;
    expect(choose((...question) => ({ ...agreements.decideLeg(...question), floor }))).toBe(0);
  });

  test('when the directory has a leg of the number, though hidden from the caller: the answers are alike', async () => {
    const leg = toRow({
      parcel: 'p',
      seq: 0,
      operator: 'sf',
      waybill: 'Z2',
      role: 'courier',
      platform: 'jd',
      acceptedAt: null,
      finalAt: null,
      status: 'IN_TRANSIT',
      substatus: null,
      everReached: [],
      updatedAt: '2017-06-01T08:00:00Z',
    });
    const { request, asked } = openWorld({ rows: [leg], operators: [zto, numberedOperator('sf', 'Z')] });
    const hidden = await request('Z2');
    expect(asked()).toEqual([]);
    const unknown = await request('Z3');
    expect(asked()).toEqual(['zto']);
    expect(hidden).toEqual(unknown);
  });
});

describe('an operator that does not know the number', () => {
  test('is not asked again for six hours, by whatever platform', async () => {
    const { request, asked, clock } = openWorld({
      agreements: ['cainiao', 'jd'].map((platform) => ({ operator: 'zto', platform, ...FOREIGN })),
    });
    await request('Z1');
    await request('Z1', { platform: 'jd' });
    clock.now += 6 * HOUR_MS - 1;
    await request('Z1');
    expect(asked()).toEqual(['zto']);
    clock.now += 1;
    await request('Z1');
    expect(asked()).toEqual(['zto', 'zto']);
  });

  test.each<[what: string, answer: OperatorAnswer]>([
    ['null', MISS],
    ['an object of nulls', { kind: 'answered', data: { g0: [{ status: null }] }, errors: [] }],
  ])('says so by %s', async (_, answer) => {
    const { request, asked, clock, announced } = openWorld({ answer: () => answer });
    await request('Z1');
    clock.now += HOUR_MS;
    await request('Z1');
    expect(asked()).toEqual(['zto']);
    expect(announced).toEqual([]);
  });
});

describe('an operator that fails', () => {
  test.each<[what: string, answer: OperatorAnswer]>([
    ['does not answer', FAILURE],
    ['answers with errors', { kind: 'answered', data: { g0: [null] }, errors: [{ message: 'no' }] }],
    ['answers something else', { kind: 'answered', data: {}, errors: [] }],
    ['says no status', { kind: 'answered', data: { g0: [{ status: 'UNKNOWN' }] }, errors: [] }],
  ])('%s: nobody hears of it, nothing is remembered but a short pause', async (_, answer) => {
    const { request, asked, clock, announced } = openWorld({ answer: () => answer });
    expect(await request('Z1')).toEqual({ parcel: null, sentBefore: 0 });
    expect(await request('Z2')).toMatchObject({ parcel: null });
    expect(asked()).toEqual(['zto']);
    clock.now += 30_000;
    await request('Z1');
    expect(asked()).toEqual(['zto', 'zto']);
    expect(announced).toEqual([]);
  });
});

describe('what is under way is bounded', () => {
  const many = async (limits: Partial<DiscoveryLimits>, count: number) => {
    const world = openWorld({ limits });
    const scope = openRequest(agreedNetwork([zto], [{ operator: 'zto', ...FOREIGN }]));
    const lookups = Array.from({ length: count }, (_, index) => ({
      number: `Z${index}`,
      operator: undefined,
    }));
    world.discoverer.onUnknown(lookups, scope);
    world.discoverer.onUnknown(lookups, scope);
    await world.discoverer.settle();
    return world.asked().length;
  };
  test.each<[what: string, limits: Partial<DiscoveryLimits>, count: number, asked: number]>([
    ['all of a few', { perOperatorAndSecond: 100 }, 50, 50],
    ['as many as may wait', { perOperatorAndSecond: 100, mostWaiting: 20 }, 50, 20],
    ['as many as an operator is asked in a moment', { perOperatorAndSecond: 5 }, 50, 10],
    ['one at a time', { perOperatorAndSecond: 100, atATime: 1 }, 50, 50],
  ])('%s', async (_, limits, count, asked) => {
    expect(await many(limits, count)).toBe(asked);
  });

  test('a number is asked once of an operator at a time, whoever wants it', async () => {
    let release = (_: OperatorAnswer) => {};
    const held = new Promise<OperatorAnswer>((resolve) => {
      release = resolve;
    });
    const world = openWorld({
      agreements: ['cainiao', 'jd'].map((platform) => ({ operator: 'zto', platform, ...FOREIGN })),
      answer: () => held,
    });
    const requests = ['cainiao', 'jd'].map((platform) => world.request('Z1', { platform }));
    setTimeout(() => release(HIT), 20);
    await Promise.all(requests);
    expect(world.asked()).toEqual(['zto']);
  });

  test('over its limit of misses a platform has nobody asked', async () => {
    const world = openWorld({});
    const scope = openRequest(agreedNetwork([zto], [{ operator: 'zto', ...FOREIGN }]));
    scope.missLimits.set('zto', { operator: 'zto', agreement: 'zto--cainiao@1', today: 4, limit: 3 });
    world.discoverer.onUnknown([{ number: 'Z1', operator: undefined }], scope);
    await world.discoverer.settle();
    expect(world.asked()).toEqual([]);
  });
});

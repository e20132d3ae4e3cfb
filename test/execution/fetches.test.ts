import { describe, expect, test } from 'vitest';
import { leg, lockerLeg, network, recordingSources } from './network.ts';
import { createAsker, networkSdl } from './support.ts';

const sdl = networkSdl();

describe('fetches', () => {
  test('an entity with a missing input is not sent; one with a null is; siblings leave in one tick', async () => {
    const legs = [leg('1'), { __typename: 'CourierLeg', waybill: '2' }, leg(null), lockerLeg('4')];
    const { sources, sent } = network(legs);
    await createAsker(sources, sdl)('{ parcel(trackingNumber: "1") { legs { status } } }');
    const representations = sent
      .slice(1)
      .map(({ graph, variables }) => [graph, variables['representations']]);
    expect(JSON.parse(JSON.stringify(representations))).toEqual([
      ['couriers', [leg('1'), leg(null)]],
      ['lockers', [lockerLeg('4')]],
    ]);
  });

  test('all siblings are asked before one of them answers', async () => {
    let answered = false;
    const { sources, sent } = recordingSources(async ({ graph }) => {
      if (graph === 'directory')
        return { data: { parcel: { __typename: 'Parcel', id: 'p', legs: [leg('1'), lockerLeg('2')] } } };
      expect(answered).toBe(false);
      await Promise.resolve();
      answered = true;
      return { data: null };
    });
    await createAsker(sources, sdl)('{ parcel(trackingNumber: "1") { legs { status } } }');
    expect(sent).toHaveLength(3);
  });

  test('the inputs of derived fields arrive whole', async () => {
    const { sources, sent } = network([leg('1')], ({ graph }) =>
      graph === 'couriers'
        ? { data: { _entities: [{ estimate: { from: 'x', kind: null }, status: null, acceptedAt: null }] } }
        : { data: null },
    );
    await createAsker(sources, sdl)('{ parcel(trackingNumber: "1") { estimate { from } } }');
    const [parcel] = JSON.parse(JSON.stringify(sent.at(-1)?.variables['representations']));
    // A record that lacks what was asked is no input; here the courier left most of the estimate out.
    expect(parcel).toEqual({
      __typename: 'Parcel',
      id: 'p',
      legs: [{ ...leg('1'), status: null, acceptedAt: null, estimate: null }],
    });
  });
});

describe('errors', () => {
  const query = '{ p: parcel(trackingNumber: "1") { legs { events(last: 1) { id } s: status } } }';

  test('lead to the entity, past those that had nothing to send', async () => {
    const { sources } = recordingSources(({ graph }) => {
      if (graph === 'directory')
        return { data: { p: { __typename: 'Parcel', id: 'p', legs: [lockerLeg('0'), leg('1'), leg('2')] } } };
      if (graph === 'lockers') return { data: null };
      const errors = [
        {
          message: 'no events',
          path: ['_entities', 1, '_hub0', 3, 'id'],
          extensions: { code: 'MINE', hint: 1 },
        },
        { message: '' },
      ];
      return { data: { _entities: [null, null] }, errors };
    });
    const { data, errors } = await createAsker(sources, sdl)(query);
    const nothing = { events: null, s: null };
    expect(data).toEqual({ p: { legs: [nothing, nothing, nothing] } });
    expect(errors).toEqual([
      {
        message: 'no events',
        path: ['p', 'legs', 2, 'events', 3, 'id'],
        extensions: { code: 'MINE', hint: 1 },
      },
      {
        message: expect.stringContaining('couriers'),
        path: undefined,
        extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' },
      },
    ]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('down');
      },
      'down',
    ],
    [
      'answers with no list',
      () => ({ data: { _entities: {} } }),
      'expected `_entities` of the answer to be a list',
    ],
    [
      'answers too few',
      () => ({ data: { _entities: [] } }),
      'expected 1 elements in `_entities` of the answer, got 0',
    ],
  ])('a source that %s is one error, and the rest is answered', async (_, answer, message) => {
    const { sources } = network([leg('1')], answer);
    const { data, errors } = await createAsker(
      sources,
      sdl,
    )('{ parcel(trackingNumber: "1") { id legs { waybill status } } }');
    expect(data).toEqual({ parcel: { id: 'p', legs: [{ waybill: '1', status: null }] } });
    expect(errors.map((error) => error.message)).toEqual([message]);
  });
});

/** How an operator's SDL follows from its definition, and that the network composes with it. */
import { composeServices } from '@apollo/composition';
import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { directorySdl, type Role, roleSdl, timelineSdl } from '../../schema/network.ts';
import { defineOperator, type OperatorOptions, startOperator } from '../../subgraphs/kit/index.ts';
import { post } from './support.ts';

const SF_EXPRESS: OperatorOptions = {
  code: 'sf-express',
  role: 'courier',
  legs: async (waybills) =>
    waybills.map((waybill) => ({
      waybill,
      status: 'IN_TRANSIT',
      sfExpress_coldChain: { celsius: -18, unit: 'sealed' },
    })),
  extension: `
    extend type CourierLeg { "How cold it was kept." sfExpress_coldChain: SfExpress_ColdChain @operational }
    "A cold chain." type SfExpress_ColdChain { celsius: Int @operational }
  `,
};
const PLAIN: Record<Role, OperatorOptions> = {
  courier: { code: 'swift', role: 'courier', legs: async () => [] },
  locker: { code: 'hive-box', role: 'locker', legs: async () => [] },
};

/** The SDL that the running operator answers to `_service`. */
async function servedSdl(options: OperatorOptions): Promise<string> {
  const running = await startOperator(defineOperator(options), { unsigned: 'allow' });
  const answer = await post(running.url, '{"query":"{ _service { sdl } }"}');
  await running.stop();
  return (answer.data as unknown as { _service: { sdl: string } })._service.sdl;
}

/** The messages of composing the network with one operator as the only one of its role. */
async function composeWith(options: OperatorOptions): Promise<readonly string[]> {
  const served = await servedSdl(options);
  const roleGraphs = { couriers: roleSdl('courier'), lockers: roleSdl('locker') };
  const graphs = {
    directory: directorySdl(),
    timeline: timelineSdl(),
    ...roleGraphs,
    [options.role === 'courier' ? 'couriers' : 'lockers']: served,
  };
  const result = composeServices(
    Object.entries(graphs).map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: `http://${name}` })),
  );
  return (result.errors ?? []).map((error) => error.message);
}

describe('the SDL an operator serves composes with the network', () => {
  test.each<[string, OperatorOptions]>([
    ['a whole courier', PLAIN.courier],
    ['a whole locker operator', PLAIN.locker],
    ['a courier with an extension', SF_EXPRESS],
    [
      'a courier without goods and proof',
      { ...PLAIN.courier, omit: ['CourierLeg.goods', 'CourierLeg.proof'] },
    ],
    [
      'a courier without replacements',
      { ...PLAIN.courier, omit: ['CourierLeg.replaces', 'CourierLeg.replacedBy'] },
    ],
    ['a locker operator without QR codes', { ...PLAIN.locker, omit: ['LockerLeg.pickupQr'] }],
    ['a courier without `last`', { ...PLAIN.courier, omit: ['CourierLeg.events(last:)'] }],
    ['a courier without flights', { ...PLAIN.courier, omit: ['EventReason.FLIGHT'] }],
  ])('%s', async (_, options) => {
    expect(await composeWith(options)).toEqual([]);
  });

  // Without these a network of this one operator does not compose: a field of `Leg` and of a shared type must be in both
  // roles, an input of a derived field must be somewhere. The kit lets an operator leave them out all the same: the hub
  // composes the contract and treats an operator's SDL as a list of what it has.
  test.each([
    ['a field of `Leg`', 'CourierLeg.recipient'],
    ['an input of a derived field', 'CourierLeg.estimate'],
    ['a field of a shared type', 'TrackingEvent.zoneKnown'],
  ])('but not without %s', async (_, coordinate) => {
    expect(await composeWith({ ...PLAIN.courier, omit: [coordinate] })).not.toEqual([]);
  });
});

describe('what is omitted', () => {
  const sdl = (...omit: string[]) => defineOperator({ ...PLAIN.courier, omit }).sdl;

  test('is gone, with the types that nothing else reaches', () => {
    expect(sdl()).toMatch(/goods: Goods.*type Goods.*declaredValue: Money/s);
    expect(sdl('CourierLeg.goods')).not.toMatch(/Goods|Money/);
  });

  test('leaves the interface too, so the SDL stays valid', () => {
    expect(sdl('CourierLeg.recipient')).not.toContain('Recipient');
  });

  test('may be an argument or an enum value', () => {
    expect(sdl('CourierLeg.events(last:)')).not.toContain('last: Int');
    expect(sdl('Custody.CUSTOMS')).not.toMatch(/^ {2}CUSTOMS\b(?=\s*"Handed|\s*RECIPIENT)/m);
  });

  test('without the argument, all events answer', async () => {
    const running = await startOperator(
      defineOperator({
        ...PLAIN.courier,
        role: 'courier',
        omit: ['CourierLeg.events(last:)'],
        legs: async ([waybill = '']) => [{ waybill, events: [{ id: '1' }, { id: '2' }] }],
      }),
      { unsigned: 'allow' },
    );
    const query =
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on CourierLeg { events { id } } } }';
    const r = [{ __typename: 'CourierLeg', operator: { code: 'swift' }, waybill: 'W1' }];
    const { data } = await post(running.url, JSON.stringify({ query, variables: { r } }));
    await running.stop();
    expect(data?.['_entities']).toEqual([{ events: [{ id: '1' }, { id: '2' }] }]);
  });
});

test('an extension answers with what the author supplies', async () => {
  const running = await startOperator(defineOperator(SF_EXPRESS), { unsigned: 'allow' });
  const query = `query($r: [_Any!]!) {
    _entities(representations: $r) { ... on CourierLeg { status sfExpress_coldChain { celsius } } }
  }`;
  const r = [{ __typename: 'CourierLeg', operator: { code: 'sf-express' }, waybill: 'SF1' }];
  const { data } = await post(running.url, JSON.stringify({ query, variables: { r } }));
  await running.stop();
  expect(data?.['_entities']).toEqual([{ status: 'IN_TRANSIT', sfExpress_coldChain: { celsius: -18 } }]);
});

describe('a definition that cannot work is refused when it is made', () => {
  test.each<[string, Partial<OperatorOptions>, string]>([
    ['a code in capitals', { code: 'SF' }, 'code is words of lower case letters'],
    ['a code that could pass for another', { code: 'a-1b' }, 'each beginning with a letter'],
    [
      'omitting a key',
      { omit: ['CourierLeg.waybill'] },
      'cannot omit `CourierLeg.waybill`: it is part of the key',
    ],
    [
      'omitting what is not there',
      { omit: ['CourierLeg.good'] },
      'cannot omit `CourierLeg.good`: the contract has no',
    ],
    ['omitting all of a type', { omit: ['Money.minorUnits', 'Money.currency'] }, 'leaves nothing of `Money`'],
    [
      'a field without the prefix',
      { extension: 'extend type CourierLeg { cold: Int }' },
      'must begin with `swift_`',
    ],
    ['a type without the prefix', { extension: 'type Cold { celsius: Int }' }, 'must begin with `Swift_`'],
    [
      'a field on a shared type',
      { extension: 'extend type Facility { swift_x: Int }' },
      'may define types and extend',
    ],
    ['a root field', { extension: 'extend type Query { swift_x: Int }' }, 'may define types and extend'],
    ['a directive', { extension: 'directive @swift_x on FIELD' }, 'may define types and extend'],
    ['an extension that does not parse', { extension: 'extend type {' }, 'Syntax Error'],
  ])('%s', (_, change, message) => {
    const options = { ...PLAIN.courier, ...change } as OperatorOptions;
    expect(() => defineOperator(options)).toThrow(message);
  });

  test('and every mistake is in the one message', () => {
    const options = { ...PLAIN.courier, omit: ['CourierLeg.a', 'CourierLeg.b'] };
    expect(() => defineOperator(options)).toThrow(/`CourierLeg\.a`.*`CourierLeg\.b`/);
  });
});

test('the SDL names every type it uses', () => {
  const { sdl } = defineOperator({ ...PLAIN.courier, omit: ['CourierLeg.sender'] });
  const directives = [
    'directive @link(url: String!, import: [String]) repeatable on SCHEMA',
    'directive @composeDirective(name: String!) repeatable on SCHEMA',
    'directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT',
    'directive @shareable on OBJECT',
  ];
  expect(() => buildSchema(['schema { query: CourierLeg }', sdl, ...directives].join('\n'))).not.toThrow();
});

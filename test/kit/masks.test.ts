/** What leaves an operator that is built with the kit when the hub asks for it masked. */
import { execute, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { type CourierLeg, defineOperator } from '../../subgraphs/kit/index.ts';
import { createLegLoader } from '../../subgraphs/kit/legLoader.ts';
import { legKey } from './support.ts';

const EVENTS = [
  {
    id: '1',
    status: 'OUT_FOR_DELIVERY',
    occurredAt: new Date('2017-06-01T05:12:13.500Z'),
    text: '派件员王小明（15412345678）正在为您派件',
  },
  { id: '2', status: 'DELIVERED', occurredAt: '2017-06-01T13:45:59+05:30', text: '李雷的同事韩梅签收' },
] as const;
const LEG: CourierLeg = {
  waybill: 'W1',
  status: 'DELIVERED',
  acceptedAt: '2017-06-01T13:45:59+08:00',
  recipient: { name: '李雷', phone: '15412345678', address: { street: '人民路1号', room: '3' } },
  sender: { name: 'Anna Nowak', phone: '+48 491 234 567' },
  courier: { name: '王小明', staffNumber: '1234567890' },
  events: EVENTS,
};
const EXTENSION = `extend type CourierLeg {
  "Names." swift_names: [[String]] @personal(category: IDENTITY, subject: RECIPIENT)
  "A scalar." swift_any: Swift_Any @operational
}
"Anything." scalar Swift_Any`;

const { schema } = defineOperator({
  code: 'swift',
  role: 'courier',
  extension: EXTENSION,
  legs: async () => [],
});

interface Asked {
  readonly legs?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Executes as the kit's server does, but takes operations that the server would refuse as invalid. */
async function ask(selection: string, { legs = { W1: LEG }, variables = {} }: Asked = {}) {
  const names = Object.keys(variables).map((name) => `, $${name}: Mask!`);
  const query = selection.includes('_entities')
    ? selection
    : `{ _entities(representations: $r) { ... on CourierLeg { ${selection} } } }`;
  const document = parse(`query($r: [_Any!]!${names.join('')}) ${query.replace(/^query\([^)]*\) /, '')}`);
  const answers = Object.values(legs);
  const answer = await execute({
    schema,
    document,
    variableValues: { r: Object.keys(legs).map((waybill) => legKey(waybill)), ...variables },
    contextValue: {
      legs: createLegLoader('swift', async () => answers as never, null),
      note: { operation: null, entities: 0, errors: 0 },
    },
  });
  return {
    errors: (answer.errors ?? []).map(({ message }) => message),
    isValid: validate(schema, document).length === 0,
    data: JSON.parse(JSON.stringify(answer.data)) as Record<string, Record<string, unknown>[]>,
  };
}

const entity = async (selection: string, asked?: Asked) =>
  (await ask(selection, asked)).data['_entities']?.[0];

describe('a field that is asked for with a mask', () => {
  test.each([
    ['recipient { name @mask(as: CN_NAME) }', { recipient: { name: '李**' } }],
    ['recipient { phone @mask(as: CN_PHONE) }', { recipient: { phone: '154******78' } }],
    ['sender { phone @mask(as: CN_PHONE) }', { sender: { phone: '+48******67' } }],
    ['courier { staffNumber @mask(as: LAST_FOUR) }', { courier: { staffNumber: '****7890' } }],
    ['sender { name @mask(as: INITIAL) }', { sender: { name: 'A*' } }],
    ['acceptedAt @mask(as: DATE)', { acceptedAt: '2017-06-01T00:00:00+08:00' }],
    ['acceptedAt @mask(as: HOUR)', { acceptedAt: '2017-06-01T13:00:00+08:00' }],
    [
      'events { occurredAt @mask(as: HOUR) }',
      { events: [{ occurredAt: '2017-06-01T05:00:00Z' }, { occurredAt: '2017-06-01T13:00:00+05:30' }] },
    ],
    [
      'events { text @mask(as: SCRUB) }',
      { events: [{ text: '派件员***（***）正在为您派件' }, { text: '***的同事***签收' }] },
    ],
    ['who: recipient { as: name @mask(as: CN_NAME) }', { who: { as: '李**' } }],
    ['recipient { name }', { recipient: { name: '李雷' } }],
  ])('%s', async (selection, expected) => {
    expect(await ask(selection)).toEqual({ errors: [], isValid: true, data: { _entities: [expected] } });
  });
});

describe('a response key that several selections ask for', () => {
  test.each([
    ['recipient { name @mask(as: CN_NAME) name }', '李**'],
    ['recipient { name name @mask(as: CN_NAME) }', '李**'],
    ['recipient { name } recipient { name @mask(as: CN_NAME) }', '李**'],
    ['recipient { ... { name } ... on Recipient { name @mask(as: CN_NAME) } }', '李**'],
    ['recipient { name @mask(as: CN_NAME) name @mask(as: CN_NAME) }', '李**'],
    ['recipient { name @mask(as: CN_NAME) @include(if: true) name }', '李**'],
    // Neither shows what the other hides, so nothing is left.
    ['recipient { name @mask(as: CN_NAME) name @mask(as: INITIAL) }', '***'],
    ['recipient { name: phone @mask(as: CN_PHONE) name: phone @mask(as: LAST_FOUR) }', '***'],
    // What is skipped is not asked for, and says nothing.
    ['recipient { name @mask(as: CN_NAME) @skip(if: true) name }', '李雷'],
  ])('%s', async (selection, name) => {
    expect(await entity(selection)).toEqual({ recipient: { name } });
  });

  test('is masked as the strictest selection says, where one mask hides what the other does', async () => {
    expect(await entity('acceptedAt @mask(as: HOUR) ... on Leg { acceptedAt @mask(as: DATE) }')).toEqual({
      acceptedAt: '2017-06-01T00:00:00+08:00',
    });
  });

  test('is masked when a fragment that is spread elsewhere asks for it', async () => {
    const query = `{ _entities(representations: $r) { ... on CourierLeg { recipient { name } ...Masked } } }
      fragment Masked on CourierLeg { recipient { name @mask(as: CN_NAME) } }`;
    expect(await entity(query)).toEqual({ recipient: { name: '李**' } });
  });
});

describe('a mask that cannot be applied answers null', () => {
  test.each<[title: string, selection: string, expected: object, change?: object]>([
    ['a name that nobody knows', 'recipient { name @mask(as: ROT13) }', { recipient: { name: null } }],
    ['a mask of the hub', 'recipient { name @mask(as: PSEUDONYM) }', { recipient: { name: null } }],
    ['no mask', 'recipient { name @mask }', { recipient: { name: null } }],
    ['a text for a name', 'recipient { name @mask(as: "CN_NAME") }', { recipient: { name: null } }],
    ['another argument', 'recipient { name @mask(with: CN_NAME) }', { recipient: { name: null } }],
    [
      'one that is wrong beside one that is right',
      'recipient { name @mask(as: CN_NAME) name @mask }',
      { recipient: { name: null } },
    ],
    ['a time as a name', 'acceptedAt @mask(as: CN_NAME)', { acceptedAt: null }],
    ['a name as a time', 'recipient { name @mask(as: DATE) }', { recipient: { name: null } }],
    ['a number', 'goods { weightGrams @mask(as: INITIAL) }', { goods: { weightGrams: null } }],
    ['an enum', 'status @mask(as: SCRUB)', { status: null }],
    ['an object', 'recipient @mask(as: CN_NAME) { name }', { recipient: null }],
    ['an object in a list', 'events @mask(as: SCRUB) { text }', { events: null }],
    ['a scalar of an extension', 'swift_any @mask(as: CN_NAME)', { swift_any: null }],
    [
      'a value that is no time',
      'acceptedAt @mask(as: DATE)',
      { acceptedAt: null },
      { acceptedAt: '2017-06-01T13:45:59+05:43' },
    ],
  ])('%s', async (_, selection, expected, change = {}) => {
    const leg = { ...LEG, goods: { weightGrams: 5 }, swift_any: 'x', ...change };
    expect(await entity(selection, { legs: { W1: leg } })).toEqual(expected);
  });

  test('a variable, even one that holds a mask', async () => {
    const asked = { variables: { m: 'CN_NAME' } };
    expect(await entity('recipient { name @mask(as: $m) }', asked)).toEqual({ recipient: { name: null } });
  });

  test('a key, and the leg with it, since a key cannot be null', async () => {
    const { data, errors } = await ask('waybill @mask(as: ROT13) recipient { name }');
    expect(data).toEqual({ _entities: [null] });
    expect(errors).toEqual(['Cannot return null for non-nullable field CourierLeg.waybill.']);
  });

  test('a value that its field cannot have', async () => {
    const { data, errors } = await ask('recipient { name @mask(as: CN_NAME) }', {
      legs: { W1: { ...LEG, recipient: { name: { given: '雷' } } } },
    });
    expect(data).toEqual({ _entities: [{ recipient: { name: null } }] });
    expect(errors).toHaveLength(1);
  });
});

describe('every value of a field is masked', () => {
  test('each element of a list', async () => {
    const leg = { ...LEG, swift_names: [['李雷', null], null, ['Anna Nowak', Promise.resolve('王小明')]] };
    expect(await entity('swift_names @mask(as: CN_NAME)', { legs: { W1: leg } })).toEqual({
      swift_names: [['李**', null], null, ['A**', '王**']],
    });
  });

  test('one that comes later, and one that a function gives', async () => {
    const leg = { ...LEG, recipient: { name: Promise.resolve('李雷'), phone: () => '15412345678' } };
    const selection = 'recipient { name @mask(as: CN_NAME) phone @mask(as: CN_PHONE) }';
    expect(await entity(selection, { legs: { W1: leg } })).toEqual({
      recipient: { name: '李**', phone: '154******78' },
    });
  });

  test('null stays null', async () => {
    const leg = { ...LEG, recipient: { name: null } };
    expect(await entity('recipient { name @mask(as: CN_NAME) }', { legs: { W1: leg } })).toEqual({
      recipient: { name: null },
    });
  });
});

describe('what a text is scrubbed of', () => {
  // A text in which only the leg itself can say what the name is.
  const event = { id: '1', status: 'DELIVERED', text: '已放在诗琪家' } as const;
  const legs = {
    W1: { waybill: 'W1', recipient: { name: '王诗琪' }, events: [event] },
    W2: { waybill: 'W2', recipient: { name: '李雷' }, events: [event] },
  };
  const texts = 'events { text @mask(as: SCRUB) }';

  test('is what its own leg names, even where two legs share an event', async () => {
    const { data } = await ask(texts, { legs });
    expect(data['_entities']).toEqual([
      { events: [{ text: '已放在***家' }] },
      { events: [{ text: '已放在诗琪家' }] },
    ]);
  });

  test('is found under every alias of `_entities`', async () => {
    const { data } = await ask(
      `{ a: _entities(representations: $r) { ... on CourierLeg { waybill } }
         b: _entities(representations: $r) { ... on CourierLeg { x: events(last: 1) { y: text @mask(as: SCRUB) } } } }`,
      { legs },
    );
    expect(data['b']?.[0]).toEqual({ x: [{ y: '已放在***家' }] });
  });

  test.each([
    ['a name that comes later', { recipient: { name: Promise.resolve('王诗琪') } }],
    ['a recipient that comes later', { recipient: Promise.resolve({ name: '王诗琪' }) }],
    ['a name that a function gives', { recipient: { name: () => '王诗琪' } }],
    ['a name too long to look for', { recipient: { name: '王'.repeat(300) } }],
  ])('%s: the phrase of the status stands for the text', async (_, change) => {
    const { data } = await ask(texts, { legs: { W1: { ...legs.W1, ...change } } });
    expect(data['_entities']).toEqual([{ events: [{ text: 'The parcel was delivered.' }] }]);
  });

  test('is also what an extension says', async () => {
    const leg = { waybill: 'W1', events: [event], swift_names: [['诗琪']] };
    const { data } = await ask(texts, { legs: { W1: leg } });
    expect(data['_entities']).toEqual([{ events: [{ text: '已放在***家' }] }]);
  });

  test('follows a leg that changes between two requests', async () => {
    const leg = { waybill: 'W1', recipient: { name: '李雷' }, events: [event] };
    await ask(texts, { legs: { W1: leg } });
    leg.recipient.name = '王诗琪';
    const { data } = await ask(texts, { legs: { W1: leg } });
    expect(data['_entities']).toEqual([{ events: [{ text: '已放在***家' }] }]);
  });
});

describe('an operator that leaves masking to the hub', () => {
  const operator = defineOperator({ code: 'swift', role: 'courier', masks: false, legs: async () => [] });

  test('does not declare it, and one that does not say so does', () => {
    expect(operator.sdl).not.toContain('@mask');
    expect(operator.schema.getDirective('mask')).toBeUndefined();
    expect(defineOperator({ code: 'swift', role: 'courier', legs: async () => [] }).sdl).toContain(
      'directive @mask(',
    );
  });

  test('refuses an operation that asks for it', () => {
    const document = parse(
      '{ _entities(representations: []) { ... on CourierLeg { status @mask(as: SCRUB) } } }',
    );
    expect(validate(operator.schema, document).map(({ message }) => message)).toEqual([
      'Unknown directive "@mask".',
    ]);
  });

  test('may also do without single masks', () => {
    const { sdl } = defineOperator({
      code: 'swift',
      role: 'courier',
      omit: ['Mask.SCRUB'],
      legs: async () => [],
    });
    expect(sdl).toContain('CN_NAME');
    expect(sdl).not.toContain('SCRUB');
  });
});

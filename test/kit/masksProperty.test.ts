/** Whatever a leg holds and however it is asked for, what is asked for with a mask does not leave the operator as it is. */
import fc from 'fast-check';
import { execute, type GraphQLObjectType, isObjectType, isScalarType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { type CourierLeg, defineOperator } from '../../subgraphs/kit/index.ts';
import { createLegLoader } from '../../subgraphs/kit/legLoader.ts';
import { legKey } from './support.ts';

const { schema } = defineOperator({ code: 'swift', role: 'courier', legs: async () => [] });
const MASKS = ['CN_NAME', 'CN_PHONE', 'LAST_FOUR', 'INITIAL', 'SCRUB'];
const TEXTS = new Set(['text', 'rawText', 'description']);

/** Names of rare characters, so that nothing but the name can bring them about. */
const name = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('王', '欧阳', '呼延', '龘'),
      fc.array(fc.constantFrom(...'龖靐齉鱻犇骉'), { minLength: 2, maxLength: 2 }),
    )
    .map(([family, given]) => family + given.join('')),
  fc
    .tuple(
      fc.constantFrom('Zbygniew', 'Łucjan', 'Xenia', 'Quirin'),
      fc.constantFrom('Qwertowski', 'Zxcvańska', 'Vbnmér'),
    )
    .map((words) => words.join(' ')),
);
const phone = fc
  .tuple(fc.constantFrom('154', '+4849', '0086154', '0571-'), fc.stringMatching(/^[0-9]{8}$/))
  .map((parts) => parts.join(''));
const code = fc.oneof(fc.stringMatching(/^[0-9]{6,8}$/), fc.stringMatching(/^[A-Z]{3}[0-9]{5}$/));
const street = fc.integer({ min: 1000, max: 9999 }).map((number) => `靐雷路${number}号`);

interface Secrets {
  readonly name: string;
  readonly sender: string;
  readonly phone: string;
  readonly code: string;
  readonly street: string;
}
const secrets: fc.Arbitrary<Secrets> = fc.record({ name, sender: name, phone, code, street });

/** Texts in which secrets stand in any order, between words, spaces and invisible characters. */
const piece = fc.oneof(
  fc.constantFrom('name', 'sender', 'phone', 'code', 'street'),
  fc.constantFrom(
    '，请',
    ' 派件员',
    '已签收 ',
    '取件码',
    'kod odbioru ',
    ' przez ',
    '。',
    '（',
    '）',
    '\u200b',
    '电话',
  ),
);
const template = fc.array(piece, { minLength: 1, maxLength: 8 });

const fill = (pieces: readonly string[], from: Secrets): string =>
  pieces.map((part) => (part in from ? from[part as keyof Secrets] : part)).join('');

/** What may not be seen: whole values, and of texts also parts that tell who or what it is. */
function sentinelsOf({ name, sender, phone, code, street }: Secrets): readonly string[] {
  const given = [name, sender].flatMap((each) =>
    /^[\p{L}]+$/u.test(each) ? [each.slice(-2)] : each.split(' '),
  );
  return [name, sender, phone, phone.slice(-6), code, street, ...given];
}

function legOf(from: Secrets, pieces: readonly string[]): CourierLeg {
  const address = { street: from.street, room: from.code };
  return {
    waybill: 'W1',
    recipient: { name: from.name, phone: from.phone, address },
    sender: { name: from.sender, organisation: from.name, phone: from.phone, address },
    courier: { name: from.sender, phone: from.phone, staffNumber: from.code },
    proof: { signedBy: from.name, url: `https://x.example/${from.code}` },
    goods: { description: fill(pieces, from) },
    events: [{ id: '1', status: 'DELIVERED', text: fill(pieces, from), rawText: fill(pieces, from) }],
  };
}

/** A selection of every text of the leg, each once with a mask and perhaps again without one. */
function selectionOf(type: GraphQLObjectType, masks: Iterator<string>, unmasked: Iterator<boolean>): string {
  return Object.values(type.getFields())
    .flatMap((field) => {
      let named: unknown = field.type;
      while (typeof named === 'object' && named !== null && 'ofType' in named) named = named.ofType;
      if (['operator', 'waybill'].includes(field.name)) return [];
      if (isObjectType(named)) return [`${field.name} { ${selectionOf(named, masks, unmasked)} }`];
      if (!isScalarType(named) || !['String', 'ID'].includes(named.name)) return [];
      // The end of a text, or its beginning, may well be a name.
      const mask = TEXTS.has(field.name) ? 'SCRUB' : masks.next().value;
      const masked = `${field.name} @mask(as: ${mask})`;
      return unmasked.next().value ? [field.name, masked, `... { ${field.name} }`] : [masked];
    })
    .join(' ')
    .concat(' __typename');
}

test('no value of a leg survives the masks it is asked for with', async () => {
  await fc.assert(
    fc.asyncProperty(
      secrets,
      template,
      fc.infiniteStream(fc.constantFrom(...MASKS)),
      fc.infiniteStream(fc.boolean()),
      async (from, pieces, masks, unmasked) => {
        const type = schema.getType('CourierLeg') as GraphQLObjectType;
        const selection = selectionOf(type, masks, unmasked);
        const { data, errors } = await execute({
          schema,
          document: parse(
            `query($r: [_Any!]!) { _entities(representations: $r) { ... on CourierLeg { ${selection} } } }`,
          ),
          variableValues: { r: [legKey('W1')] },
          contextValue: {
            legs: createLegLoader('swift', async () => [legOf(from, pieces)], null),
            note: { operation: null, entities: 0, errors: 0 },
          },
        });
        expect(errors).toBeUndefined();
        const answer = JSON.stringify(data);
        expect(answer).toContain('"recipient":{"name":"');
        // Invisible characters are no way around.
        const shown = answer.replaceAll('\u200b', '');
        expect(sentinelsOf(from).filter((sentinel) => shown.includes(sentinel))).toEqual([]);
      },
    ),
    { seed: 20170601, numRuns: 150 },
  );
});

import { Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import { GraphQLError, Kind, parse, print, validate, visit } from 'graphql';
import { expect, test } from 'vitest';
import { createExecutor } from '../../gateway/execution/createExecutor.ts';
import { NOTHING_ASKED, settleConditions } from '../../gateway/request/settleConditions.ts';
import { arbitraryQuery, printQuery } from './queries.ts';
import { createStubSources, type StubOptions } from './stubSources.ts';
import { ask, createOracle, networkSdl, type PlainAnswer, requestOf } from './support.ts';

const sdl = networkSdl();
const apiSchema = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
const RUNS = Number(process.env['HUB_TEST_QUERIES'] ?? 100);
const SEED = Number(process.env['HUB_TEST_SEED'] ?? 20170601);

const KINDS: Readonly<Record<string, Omit<StubOptions, 'seed'>>> = {
  'data without nulls': {},
  'nulls everywhere': { nullOneIn: 7 },
  'few nulls': { nullOneIn: 60 },
  'unknown and failing entities': { faultOneIn: 5, nullOneIn: 80 },
  'couriers that throw': { throwing: ['couriers'] },
  'lockers and timeline that throw': { throwing: ['lockers', 'timeline'], nullOneIn: 30 },
};

// To plan a query costs most of the time, so each is asked over three sets of data: 300 answers by default.
test('random queries are answered as the gateway itself answers them', async () => {
  const options: StubOptions = { seed: 0 };
  const sources = createStubSources(sdl, options);
  const oracle = await createOracle(sdl, sources);
  const ours = createExecutor(sdl, sources);
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      arbitraryQuery(apiSchema),
      fc.array(fc.record({ kind: fc.constantFrom(...Object.keys(KINDS)), seed: fc.nat(1000) }), {
        minLength: 3,
        maxLength: 3,
      }),
      fc.record({ yes: fc.boolean(), no: fc.boolean() }),
      async (selections, data, flags) => {
        const query = printQuery(selections);
        fc.pre(validate(apiSchema, parse(query)).length === 0);
        const variables = { ...flags, status: 'DELIVERED' };
        const request = requestOf(query, variables);
        const plain = requestOf(withoutConditions(query, variables), variables);
        for (const { kind, seed } of data) {
          Object.assign(
            options,
            { readsInputs: true, nullOneIn: 0, faultOneIn: 0, throwing: [] },
            KINDS[kind],
            { seed },
          );
          const expected = withoutFiller(await ask(oracle, plain));
          const actual = await ask(ours, request);
          compared += 1;
          expect({ query, answer: comparable(actual) }).toEqual({ query, answer: comparable(expected) });
        }
      },
    ),
    { numRuns: RUNS, seed: SEED, endOnFailure: false },
  );
  expect(compared).toBeGreaterThanOrEqual(3 * RUNS);
}, 60_000);

const FILLER = 'nothingAsked';

/**
 * The query with its conditions decided, which `settleConditions.test.ts` looks at: the gateway itself fetches the inputs of
 * derived fields that a condition leaves out, and answers null where conditions leave nothing of an object.
 */
function withoutConditions(query: string, variables: Readonly<Record<string, unknown>>): string {
  const settled = settleConditions(parse(query), undefined, variables);
  if (settled instanceof GraphQLError) throw settled;
  const alias = { kind: Kind.NAME, value: FILLER } as const;
  return print(
    visit(settled.document, { Field: (node) => (node === NOTHING_ASKED ? { ...node, alias } : undefined) }),
  );
}

function withoutFiller({ data, errors }: PlainAnswer): PlainAnswer {
  const text = JSON.stringify(data, (key, value) => (key === FILLER ? undefined : value));
  return { data: text === undefined ? undefined : JSON.parse(text), errors };
}

/** What both must say alike. The gateway's paths go astray where an entity had nothing to send; see `fetches.test.ts`. */
function comparable({ data, errors }: PlainAnswer) {
  const messages = errors.map(({ message, extensions }) => `${message} ${extensions?.['seed']}`);
  return { data, errors: messages.sort() };
}

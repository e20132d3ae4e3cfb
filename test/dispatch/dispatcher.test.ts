import { describe, expect, test } from 'vitest';
import type { DecideLeg } from '../../gateway/agreements/decision.ts';
import { createDispatcher } from '../../gateway/dispatch/dispatcher.ts';
import type {
  OperatorAnswer,
  OperatorClient,
  OperatorRequest,
} from '../../gateway/dispatch/operatorClient.ts';
import type { RequestScope } from '../../gateway/request/requestScope.ts';
import {
  recordingClient,
  representationOf,
  testOperator,
  testScope,
  withholding,
} from '../support/testNetwork.ts';

const sf = testOperator('sf-express', 'courier');
const zto = testOperator('zto', 'courier', ['CourierLeg.custody']);
const operators = [sf, zto];

/** Answers each leg with its own waybill as sub-status-free status text, so that order can be seen. */
function answerAll({ query, variables }: OperatorRequest): OperatorAnswer {
  const data: Record<string, unknown> = {};
  for (const [, alias, variable] of query.matchAll(/(g\d+): _entities\(representations: \$(\w+)\)/g)) {
    const representations = variables[variable ?? ''] as { waybill: string }[];
    data[alias ?? ''] = representations.map(({ waybill }) => ({
      status: 'ACCEPTED',
      events: [{ id: waybill }],
    }));
  }
  return { kind: 'answered', data, errors: [] };
}

function fetch(
  client: OperatorClient,
  scope: RequestScope,
  asks: string,
  representations: readonly object[],
  variables: Record<string, unknown> = {},
  definitions = '',
) {
  return createDispatcher('CourierLeg', { client, pseudonymKey: new Uint8Array(32) }).process({
    kind: 'incoming operation',
    request: {
      query: `query ($representations: [_Any!]!${definitions}) { _entities(representations: $representations) { ... on CourierLeg { ${asks} } } }`,
      variables: { ...variables, representations },
    },
    context: scope,
  } as never);
}

function entitiesOf(answer: { data?: unknown }): unknown {
  return JSON.parse(JSON.stringify((answer.data as { _entities: unknown })._entities));
}

const leg = (operator: string, waybill: string) => representationOf('courier', operator, waybill);

describe('dispatching', () => {
  test('asks each operator once, for its own legs, and puts the answers back in order', async () => {
    const client = recordingClient(answerAll);
    const scope = testScope(operators, [
      ['sf-express', 'SF1'],
      ['zto', 'Z1'],
      ['sf-express', 'SF2'],
    ]);
    const answer = await fetch(client, scope, 'events { id }', [
      leg('sf-express', 'SF2'),
      leg('zto', 'Z1'),
      leg('sf-express', 'SF1'),
    ]);
    expect(entitiesOf(answer)).toEqual([
      { events: [{ id: 'SF2' }] },
      { events: [{ id: 'Z1' }] },
      { events: [{ id: 'SF1' }] },
    ]);
    expect(client.requests.map(({ url }) => url).sort()).toEqual([sf.url, zto.url]);
  });

  test('an operator is not asked for a field it does not implement', async () => {
    const client = recordingClient(answerAll);
    const scope = testScope(operators, [
      ['sf-express', 'SF1'],
      ['zto', 'Z1'],
    ]);
    const answer = await fetch(client, scope, 'status custody', [leg('sf-express', 'SF1'), leg('zto', 'Z1')]);
    expect(client.requests.find(({ url }) => url === sf.url)?.query).toContain('custody');
    expect(client.requests.find(({ url }) => url === zto.url)?.query).not.toContain('custody');
    expect(entitiesOf(answer)).toEqual([
      { status: 'ACCEPTED', custody: null },
      { status: 'ACCEPTED', custody: null },
    ]);
  });

  test("a leg is asked for by its own role's graph only", async () => {
    const client = recordingClient(answerAll);
    const locker = testOperator('hive-box', 'locker');
    const scope = testScope(
      [sf, locker],
      [
        ['hive-box', 'FC1'],
        ['sf-express', 'SF1'],
      ],
    );
    const answer = await fetch(client, scope, 'status', [leg('hive-box', 'FC1'), leg('sf-express', 'SF1')]);
    expect(entitiesOf(answer)).toEqual([{ status: null }, { status: 'ACCEPTED' }]);
    expect(client.requests.map(({ operator }) => operator)).toEqual(['sf-express']);
    expect(scope.disclosures.list()).toEqual([]);
  });

  test('one dispatcher keeps what it rewrote for two operations apart', async () => {
    const client = recordingClient(answerAll);
    const scope = testScope([sf], [['sf-express', 'SF1']]);
    const dispatcher = createDispatcher('CourierLeg', { client, pseudonymKey: new Uint8Array(32) });
    const answers = [];
    for (const asks of ['status', 'events { id }', 'status']) {
      const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on CourierLeg { ${asks} } } }`;
      const request = { query, variables: { representations: [leg('sf-express', 'SF1')] } };
      answers.push(entitiesOf(await dispatcher.process({ request, context: scope } as never)));
    }
    expect(answers).toEqual([
      [{ status: 'ACCEPTED' }],
      [{ events: [{ id: 'SF1' }] }],
      [{ status: 'ACCEPTED' }],
    ]);
  });

  test('a leg that the directory did not list is not asked for', async () => {
    const client = recordingClient(answerAll);
    const scope = testScope(operators, [['sf-express', 'SF1']]);
    const answer = await fetch(client, scope, 'status', [
      leg('sf-express', 'SF1'),
      leg('sf-express', 'SF2'),
      leg('nobody', 'SF1'),
      { __typename: 'CourierLeg', operator: null, waybill: 'SF1' },
    ]);
    expect(entitiesOf(answer)).toEqual([
      { status: 'ACCEPTED' },
      { status: null },
      { status: null },
      { status: null },
    ]);
    expect(client.requests.map(({ variables }) => variables['hub__r0'])).toEqual([
      [{ __typename: 'CourierLeg', operator: { code: 'sf-express' }, waybill: 'SF1' }],
    ]);
  });

  test('a withheld field is in no request, and a group with nothing granted costs none', async () => {
    const decide: DecideLeg = (_, { operator }) =>
      operator === 'zto' ? withholding('CourierLeg.status') : withholding();
    const client = recordingClient(answerAll);
    const scope = testScope(
      operators,
      [
        ['sf-express', 'SF1'],
        ['zto', 'Z1'],
      ],
      decide,
    );
    const answer = await fetch(client, scope, 'status', [leg('sf-express', 'SF1'), leg('zto', 'Z1')]);
    expect(client.requests.map(({ url }) => url)).toEqual([sf.url]);
    expect(entitiesOf(answer)).toEqual([{ status: 'ACCEPTED' }, { status: null }]);
  });

  test('legs that are decided differently travel as aliased groups of one request', async () => {
    const client = recordingClient(answerAll);
    const scope = testScope([sf], [['sf-express', 'SF1']]);
    const facts = {
      operator: 'sf-express',
      relation: 'FOREIGN',
      acceptedAt: null,
      everReached: [],
      finalAt: null,
    } as const;
    scope.notes.add({ ...facts, waybill: 'SF2', role: 'courier', policy: withholding('CourierLeg.status') });
    const answer = await fetch(client, scope, 'status events { id }', [
      leg('sf-express', 'SF1'),
      leg('sf-express', 'SF2'),
    ]);
    expect(client.requests).toHaveLength(1);
    expect(client.requests[0]?.query.replace(/\s+/g, ' ')).toBe(
      'query TrackingHub($hub__r0: [_Any!]!, $hub__r1: [_Any!]!) { g0: _entities(representations: $hub__r0) { ... on CourierLeg { status events { id } } } g1: _entities(representations: $hub__r1) { ... on CourierLeg { events { id } } } }',
    );
    expect(entitiesOf(answer)).toEqual([
      { status: 'ACCEPTED', events: [{ id: 'SF1' }] },
      { status: null, events: [{ id: 'SF2' }] },
    ]);
  });

  test('sibling fetches of one client request share one HTTP request', async () => {
    const client = recordingClient(answerAll);
    const scope = testScope([sf], [['sf-express', 'SF1']]);
    const dispatcher = createDispatcher('CourierLeg', { client, pseudonymKey: new Uint8Array(32) });
    const ask = (asks: string) =>
      dispatcher.process({
        kind: 'incoming operation',
        request: {
          query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on CourierLeg { ${asks} } } }`,
          variables: { representations: [leg('sf-express', 'SF1')] },
        },
        context: scope,
      } as never);
    await Promise.all([ask('status'), ask('events { id }')]);
    expect(client.requests).toHaveLength(1);
  });

  test('two client requests never share one', async () => {
    const client = recordingClient(answerAll);
    const ask = () =>
      fetch(client, testScope([sf], [['sf-express', 'SF1']]), 'status', [leg('sf-express', 'SF1')]);
    await Promise.all([ask(), ask()]);
    expect(client.requests).toHaveLength(2);
  });

  test("a client's variable named like one of ours cannot smuggle in another leg", async () => {
    const client = recordingClient(answerAll);
    const scope = testScope([sf], [['sf-express', 'SF1']]);
    await fetch(
      client,
      scope,
      'events(last: $hub__r0) { id }',
      [leg('sf-express', 'SF1')],
      { hub__r0: [leg('sf-express', 'SECRET')] },
      ', $hub__r0: Int',
    );
    expect(JSON.stringify(client.requests)).not.toContain('SECRET');
  });
});

describe('what goes wrong', () => {
  const failures = (scope: RequestScope) =>
    scope.failures
      .list()
      .map(({ kind, operator, legs }) => [kind, operator, [...legs].map((note) => note.waybill)]);

  test.each<[string, OperatorAnswer, string | undefined]>([
    ['a failed request', { kind: 'failed', failure: 'TIMEOUT' }, 'TIMEOUT'],
    ['no list of entities', { kind: 'answered', data: { g0: {} }, errors: [] }, 'BAD_RESPONSE'],
    ['too few entities', { kind: 'answered', data: { g0: [] }, errors: [] }, 'BAD_RESPONSE'],
    ['too many entities', { kind: 'answered', data: { g0: [{}, {}, {}] }, errors: [] }, 'BAD_RESPONSE'],
    [
      'a value of the wrong type',
      { kind: 'answered', data: { g0: [{ status: 1 }, {}] }, errors: [] },
      'BAD_VALUE',
    ],
    ['an error', { kind: 'answered', data: { g0: [null, {}] }, errors: [{ path: ['g0', 0] }] }, 'ERROR'],
    [
      'an unknown waybill: not a failure',
      { kind: 'answered', data: { g0: [null, null] }, errors: [] },
      undefined,
    ],
    [
      'an inherited list',
      { kind: 'answered', data: Object.create({ g0: [{}, {}] }), errors: [] },
      'BAD_RESPONSE',
    ],
  ])('%s leaves explicit nulls and the other operator alone', async (_, bad, kind) => {
    const client = recordingClient((request) => (request.url === zto.url ? bad : answerAll(request)));
    const scope = testScope(operators, [
      ['zto', 'Z1'],
      ['sf-express', 'SF1'],
      ['zto', 'Z2'],
    ]);
    const answer = await fetch(client, scope, 'status', [
      leg('zto', 'Z1'),
      leg('sf-express', 'SF1'),
      leg('zto', 'Z2'),
    ]);
    expect(entitiesOf(answer)).toEqual([{ status: null }, { status: 'ACCEPTED' }, { status: null }]);
    expect(scope.failures.list().map((failure) => [failure.kind, failure.operator])).toEqual(
      kind === undefined ? [] : [[kind, 'zto']],
    );
  });

  test('an error that names a leg concerns that leg only', async () => {
    const client = recordingClient(() => ({
      kind: 'answered',
      data: { g0: [{ status: 'ACCEPTED' }, null] },
      errors: [{ message: 'SELECT failed for Zhang San', path: ['g0', 1] }],
    }));
    const scope = testScope(
      [zto],
      [
        ['zto', 'Z1'],
        ['zto', 'Z2'],
      ],
    );
    await fetch(client, scope, 'status', [leg('zto', 'Z1'), leg('zto', 'Z2')]);
    expect(failures(scope)).toEqual([['ERROR', 'zto', ['Z2']]]);
  });
});

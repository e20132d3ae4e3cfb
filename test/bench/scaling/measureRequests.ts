/**
 * The cost of a request that touches two operators, in a network of any size: with stubs in place of operators and store,
 * so that only the hub's own work is measured.
 */
import { ApolloServer } from '@apollo/server';
import { pino } from 'pino';
import { allowEverything } from '../../../gateway/agreements/decision.ts';
import { createDispatcher } from '../../../gateway/dispatch/dispatcher.ts';
import { buildContractIndex } from '../../../gateway/request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../../../gateway/request/network.ts';
import { openRequestScope, type RequestScope } from '../../../gateway/request/requestScope.ts';
import { createGateway } from '../../../gateway/server/createGateway.ts';
import type { ComposedNetwork } from '../../../gateway/server/joinNetwork.ts';
import type { OperatorSdl } from '../../../gateway/supergraph/checkSubgraph.ts';
import type { Publication } from '../../../gateway/supergraph/publishNetwork.ts';
import { LEG_TYPES, type Role } from '../../../schema/network.ts';
import { median } from '../compare/measure.ts';
import { createRandom } from '../load/random.ts';
import { CALLER } from '../network/setup.ts';
import { queryNamed } from '../queries.ts';
import { createStubClient, createStubDirectory, numberOf } from './stubNetwork.ts';

export interface RequestCosts {
  /** Swapping to the supergraph and indexing it. */
  readonly loadMs: number;
  /** The first request in a new process: it plans. */
  readonly firstRequestMs: number;
  /** The first request after a swap to another supergraph, in a process that has answered many. */
  readonly replanMs: number;
  readonly warmRequestMs: number;
  readonly warmRequestP99Ms: number;
  /** One planned fetch of one leg, through the dispatcher alone. */
  readonly dispatchMs: number;
}

const REQUESTS = 3_000;
const LEG_FIELDS =
  'status substatus events { id occurredAt status substatus custody coarsePlace { city } rawCode }';

/** Measures on what is published, after another network; `next` is the same with one more extension. */
export async function measureRequests(
  operators: readonly OperatorSdl[],
  first: Publication,
  published: Publication,
  next: Publication,
): Promise<RequestCosts> {
  const codeOf = (index: number) => operators[index]?.code ?? '';
  const parts = {
    store: createStubDirectory(codeOf),
    client: createStubClient(),
    log: pino({ level: 'silent' }),
  };
  const { gateway, update } = createGateway(readNetwork(operators, first), parts);
  const apollo = new ApolloServer<RequestScope>({ gateway, stopOnTerminationSignals: false });
  await apollo.start();
  const startedAt = performance.now();
  const network = readNetwork(operators, published);
  update(network);
  const loadMs = performance.now() - startedAt;

  const ask = async (courier: number, locker: number, { snapshot } = network): Promise<number> => {
    const { text: query } = queryNamed('single');
    const variables = { number: numberOf(courier, locker) };
    const contextValue = openRequestScope(snapshot, CALLER, Date.parse('2026-11-20T12:00:00+08:00'));
    const sentAt = performance.now();
    const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
    const took = performance.now() - sentAt;
    checkAnswer(body.kind === 'single' ? body.singleResult : undefined);
    return took;
  };
  const firstRequestMs = await ask(0, 1);
  // Couriers have even indexes, locker operators odd ones.
  const pairs = Math.floor(operators.length / 2);
  // Once through all operators, then at random: none is favoured.
  for (let request = 0; request < Math.max(pairs, REQUESTS); request++) {
    await ask((request % pairs) * 2, (request % pairs) * 2 + 1);
  }
  const random = createRandom(1);
  const pick = () => Math.floor(random() * pairs) * 2;
  const times: number[] = [];
  for (let request = 0; request < REQUESTS; request++) times.push(await ask(pick(), pick() + 1));
  const dispatchMs = await measureDispatch(operators, network.snapshot, pick);
  const nextNetwork = readNetwork(operators, next);
  update(nextNetwork);
  const replanMs = await ask(0, 1, nextNetwork);
  await apollo.stop();
  return {
    loadMs,
    firstRequestMs,
    replanMs,
    warmRequestMs: median(times),
    warmRequestP99Ms: times.toSorted((a, b) => a - b)[Math.floor(REQUESTS * 0.99)] ?? 0,
    dispatchMs,
  };
}

/** The network as the hub makes it of what is published: with those of the operators that are on it. */
function readNetwork(operators: readonly OperatorSdl[], publication: Publication): ComposedNetwork {
  const joined = operators.flatMap(({ code, role }): readonly NetworkOperator[] => {
    const capabilities = publication.operators.get(code)?.capabilities;
    if (capabilities === undefined) return [];
    return [{ code, name: code, role, url: `stub:${code}`, numberPatterns: [], capabilities }];
  });
  const snapshot: NetworkSnapshot = {
    operators: new Map(joined.map((operator) => [operator.code, operator])),
    contract: buildContractIndex(publication.supergraphSdl),
    decideLeg: allowEverything,
  };
  return { supergraphSdl: publication.supergraphSdl, snapshot };
}

/** Guards against measuring an answer that is short of something. */
function checkAnswer(result: { readonly data?: unknown; readonly errors?: unknown } | undefined): void {
  const { parcel } = (result?.data ?? {}) as {
    parcel?: { legs: { events: unknown[] | null }[]; events: unknown[] };
  };
  const counts = [...(parcel?.legs ?? []).map(({ events }) => events?.length), parcel?.events.length].join();
  if (counts !== '8,8,16')
    throw new Error(`the answer has ${counts} events: ${JSON.stringify(result).slice(0, 500)}`);
}

async function measureDispatch(
  operators: readonly OperatorSdl[],
  snapshot: NetworkSnapshot,
  pick: () => number,
): Promise<number> {
  const role: Role = 'courier';
  const dispatcher = createDispatcher(LEG_TYPES[role], createStubClient());
  const query = `query($representations:[_Any!]!){_entities(representations:$representations){... on CourierLeg{${LEG_FIELDS}}}}`;
  const fetchLeg = async (index: number): Promise<number> => {
    const scope = openRequestScope(snapshot, CALLER, 0);
    const code = operators[index]?.code ?? '';
    const facts = {
      operator: code,
      relation: 'OWN',
      acceptedAt: null,
      everReached: [],
      finalAt: null,
    } as const;
    scope.notes.add({ ...facts, waybill: '1', role, policy: allowEverything(CALLER, facts, 0) });
    const representations = [{ __typename: LEG_TYPES[role], operator: { code }, waybill: '1' }];
    const options = { request: { query, variables: { representations } }, context: scope };
    const sentAt = performance.now();
    await dispatcher.process(options as unknown as Parameters<typeof dispatcher.process>[0]);
    return performance.now() - sentAt;
  };
  for (let index = 0; index < operators.length; index += 2) await fetchLeg(index);
  const times: number[] = [];
  for (let fetched = 0; fetched < REQUESTS; fetched++) times.push(await fetchLeg(pick()));
  return median(times.slice(REQUESTS / 2));
}

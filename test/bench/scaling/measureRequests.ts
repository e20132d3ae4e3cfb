/**
 * The cost of a request that touches two operators, in a network of any size: with stubs in place of operators and store,
 * so that only the hub's own work is measured.
 */
import { ApolloServer } from '@apollo/server';
import { pino } from 'pino';
import { allowEverything, tableOf } from '../../../gateway/agreements/decision.ts';
import { createDispatcher } from '../../../gateway/dispatch/dispatcher.ts';
import { buildContractIndex } from '../../../gateway/request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../../../gateway/request/network.ts';
import { openRequestScope, type RequestScope } from '../../../gateway/request/requestScope.ts';
import type { ComposedNetwork } from '../../../gateway/server/composedNetwork.ts';
import { createGateway } from '../../../gateway/server/createGateway.ts';
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
  /** What a warm request costs over what it costs in a network of two operators, asked in turn in the same process. */
  readonly growth: number;
  /** One planned fetch of one leg, through the dispatcher alone. */
  readonly dispatchMs: number;
}

const REQUESTS = 3_000;
const BATCHES = 20;
const NOW = Date.parse('2026-11-20T12:00:00+08:00');
const LEG_FIELDS =
  'status substatus events { id occurredAt status substatus custody coarsePlace { city } rawCode }';

/** What is measured, as it was published. */
export interface MeasuredPublications {
  /** What is there before, so that taking the measured network in is a real swap. */
  readonly before: Publication;
  readonly measured: Publication;
  /** The measured network with one more extension. */
  readonly next: Publication;
  /** The first two operators alone. */
  readonly smallest: Publication;
}

/** Measures requests of `operators`. */
export async function measureRequests(
  operators: readonly OperatorSdl[],
  { before, measured, next, smallest }: MeasuredPublications,
): Promise<RequestCosts> {
  const network = await openNetwork(operators, before);
  const loadMs = network.swap(measured);
  const firstRequestMs = await network.ask(0);
  const reference = await openNetwork(operators.slice(0, 2), smallest);
  const pairs = Math.floor(operators.length / 2);
  // Once through all operators, then at random: none is favoured.
  for (let request = 0; request < Math.max(pairs, REQUESTS); request++) {
    await network.ask(request % pairs);
    await reference.ask(0);
  }
  const random = createRandom(1);
  const times: number[] = [];
  const growths: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const own: number[] = [];
    const other: number[] = [];
    for (let request = 0; request < REQUESTS / BATCHES; request++) {
      own.push(await network.ask(Math.floor(random() * pairs)));
      other.push(await reference.ask(0));
    }
    times.push(...own);
    growths.push(median(own) / median(other));
  }
  const dispatchMs = await measureDispatch(operators, network.snapshot(), random);
  network.swap(next);
  const replanMs = await network.ask(0);
  await network.stop();
  await reference.stop();
  return {
    loadMs,
    firstRequestMs,
    replanMs,
    warmRequestMs: median(times),
    warmRequestP99Ms: times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0,
    growth: median(growths),
    dispatchMs,
  };
}

interface OpenNetwork {
  /** Takes another publication in; how long that took. */
  swap(publication: Publication): number;
  /** Asks for a parcel of the courier and the locker operator of a pair; how long the answer took. */
  ask(pair: number): Promise<number>;
  snapshot(): NetworkSnapshot;
  stop(): Promise<void>;
}

async function openNetwork(
  operators: readonly OperatorSdl[],
  publication: Publication,
): Promise<OpenNetwork> {
  const store = createStubDirectory((index) => operators[index]?.code ?? '');
  let network = readNetwork(operators, publication);
  const dispatcher = { client: createStubClient(), pseudonymKey: new Uint8Array(32) };
  const parts = { store, dispatcher, log: pino({ level: 'silent' }) };
  const { gateway, update } = createGateway(network, parts);
  const apollo = new ApolloServer<RequestScope>({ gateway, stopOnTerminationSignals: false });
  await apollo.start();
  return {
    swap(other) {
      const startedAt = performance.now();
      network = readNetwork(operators, other);
      update(network);
      return performance.now() - startedAt;
    },
    async ask(pair) {
      const { text: query } = queryNamed('single');
      // Couriers have even indexes, locker operators odd ones.
      const variables = { number: numberOf(pair * 2, pair * 2 + 1) };
      const contextValue = openRequestScope(network.snapshot, CALLER, NOW);
      const sentAt = performance.now();
      const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
      const took = performance.now() - sentAt;
      checkAnswer(body.kind === 'single' ? body.singleResult : undefined);
      return took;
    },
    snapshot: () => network.snapshot,
    stop: () => apollo.stop(),
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
    agreements: tableOf(allowEverything),
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
  random: () => number,
): Promise<number> {
  const role: Role = 'courier';
  const dispatcher = createDispatcher(LEG_TYPES[role], {
    client: createStubClient(),
    pseudonymKey: new Uint8Array(32),
  });
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
  const couriers = Math.ceil(operators.length / 2);
  const times: number[] = [];
  for (let fetched = 0; fetched < REQUESTS; fetched++) {
    times.push(await fetchLeg(Math.floor(random() * couriers) * 2));
  }
  return median(times.slice(REQUESTS / 2));
}

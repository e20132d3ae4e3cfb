/**
 * Composes a generated network as the hub does and opens a hub over it: the real gateway, planner, executor, dispatcher
 * and derived fields in this process, over operators and a store in memory.
 */
import { Supergraph } from '@apollo/federation-internals';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { AgreementTable } from '../../gateway/agreements/decision.ts';
import { buildContractIndex } from '../../gateway/request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../../gateway/request/network.ts';
import { openRequestScope, type RequestScope } from '../../gateway/request/requestScope.ts';
import { createAnswerPlugin } from '../../gateway/server/answerPlugin.ts';
import { createGateway } from '../../gateway/server/createGateway.ts';
import { createErrorFormatter } from '../../gateway/server/formatError.ts';
import { checkSubgraph } from '../../gateway/supergraph/checkSubgraph.ts';
import { composeNetwork } from '../../gateway/supergraph/composeNetwork.ts';
import { createMemoryOperators, type MemoryOperators, urlOf } from './memoryOperators.ts';
import { createMemoryStore, type MemoryStore } from './memoryStore.ts';
import type { NetworkModel, QuestionModel, ScenarioModel } from './model.ts';

export interface OpenNetwork {
  readonly supergraphSdl: string;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly store: MemoryStore;
  readonly operators: MemoryOperators;
  /** Answers from now on for this scenario, under this table. */
  hold(scenario: ScenarioModel, table: AgreementTable): void;
  ask(question: QuestionModel): Promise<HubAnswer>;
  close(): Promise<void>;
}

export interface HubAnswer {
  /** The answer as it would go over the wire. */
  readonly text: string;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
    readonly extensions?: Record<string, unknown>;
  };
}

/** Opens a hub over a network. Throws when the network is not one that the hub takes in. */
export async function openNetwork(model: NetworkModel): Promise<OpenNetwork> {
  const checked = model.operators.map((operator) => ({ operator, check: checkSubgraph(operator) }));
  const joined = checked.map(({ operator, check }): NetworkOperator => {
    const { capabilities, problems } = check;
    if (capabilities === undefined)
      throw new Error(`${operator.code} is refused: ${JSON.stringify(problems)}`);
    const { code, role } = operator;
    return { code, name: `Operator ${code}`, role, url: urlOf(code), numberPatterns: [], capabilities };
  });
  const extensions = checked.flatMap(({ check }) => check.extension ?? []);
  const { supergraphSdl, problems } = composeNetwork({ extensions });
  if (supergraphSdl === undefined) throw new Error(`no network: ${JSON.stringify(problems)}`);
  const contract = buildContractIndex(supergraphSdl);
  const snapshot: { -readonly [Key in keyof NetworkSnapshot]: NetworkSnapshot[Key] } = {
    operators: new Map(joined.map((operator) => [operator.code, operator])),
    contract,
    agreements: nobodysTable,
  };
  const store = createMemoryStore();
  const operators = createMemoryOperators(model);
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });
  const dispatcher = { client: operators, pseudonymKey: new Uint8Array(32).fill(3) };
  const { gateway } = createGateway({ supergraphSdl, snapshot }, { store, dispatcher, log });
  const apollo = new ApolloServer<RequestScope>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    logger: log,
    formatError: createErrorFormatter(log),
    plugins: [
      createAnswerPlugin(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();
  let legs: ScenarioModel['legs'] = [];
  return {
    supergraphSdl,
    schema: Supergraph.build(supergraphSdl, { validateSupergraph: false }).apiSchema().toGraphQLJSSchema(),
    store,
    operators,
    hold(scenario, table) {
      // In place, since a hub is opened once per network; a contract of its own, as each snapshot of a running hub has.
      snapshot.contract = new Map(contract);
      snapshot.agreements = table;
      legs = scenario.legs;
    },
    async ask({ platform, purpose, now, query, variables, failing }) {
      store.hold(legs);
      operators.hold(legs, failing);
      const { body } = await apollo.executeOperation(
        { query, variables },
        { contextValue: openRequestScope(snapshot, { platform, purpose }, now) },
      );
      if (body.kind !== 'single') throw new Error('the hub answers in one piece');
      const text = JSON.stringify(body.singleResult);
      return { text, body: JSON.parse(text) };
    },
    close: () => apollo.stop(),
  };
}

const nobodysTable: AgreementTable = {
  decideLeg() {
    throw new Error('no scenario is held yet');
  },
  readFloor: () => null,
  readPair: () => ({ state: 'NONE', agreement: null }),
  listInForce: () => [],
  coordinatesFor: () => new Set(),
};

/**
 * Apollo's gateway over the composed network: loading, swapping and planning are its work; executing and sending are ours.
 * Invariants: it has no data source but the hub's own graphs and the dispatcher, so nothing else can reach an operator;
 * a request is executed on the network that it pinned.
 */
import '../base/runtimeSettings.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { Logger } from 'pino';
import { LEG_TYPES, ROLE_GRAPHS } from '../../schema/network.ts';
import { createDispatcher, type DispatcherParts } from '../dispatch/dispatcher.ts';
import { type BuiltSupergraph, createExecutor, PLANNER_CONFIG } from '../execution/createExecutor.ts';
import { createDirectorySchema } from '../parcel/directory.ts';
import type { OnUnknown } from '../parcel/discover/onUnknown.ts';
import { createInProcessSource } from '../parcel/inProcessSource.ts';
import { createTimelineSchema } from '../parcel/timeline.ts';
import type { NetworkSnapshot } from '../request/network.ts';
import type { RequestScope } from '../request/requestScope.ts';
import type { DirectoryStore } from '../store/directoryStore.ts';
import type { ComposedNetwork } from './composedNetwork.ts';

export interface HubGateway {
  readonly gateway: ApolloGateway;
  /** Takes a network in; requests that pinned another one finish on that. Throws when its SDL is no supergraph. */
  update(network: ComposedNetwork): void;
}

export interface GatewayParts {
  readonly store: DirectoryStore;
  readonly dispatcher: DispatcherParts;
  /** Is handed the numbers of which the directory has no leg at all; left out where nobody looks for them. */
  readonly onUnknown?: OnUnknown;
  readonly log: Logger;
}

/** A gateway that begins with the given network. */
export function createGateway(
  first: ComposedNetwork,
  { store, dispatcher, onUnknown, log }: GatewayParts,
): HubGateway {
  const sources = new Map<string, GraphQLDataSource>([
    [ROLE_GRAPHS.courier, createDispatcher(LEG_TYPES.courier, dispatcher)],
    [ROLE_GRAPHS.locker, createDispatcher(LEG_TYPES.locker, dispatcher)],
    ['directory', createInProcessSource(createDirectorySchema(store, onUnknown))],
    ['timeline', createInProcessSource(createTimelineSchema())],
  ]);
  const executors = new WeakMap<NetworkSnapshot, ApolloGateway['executor']>();
  /** What the gateway loads first. */
  let initial = first;
  // Most changes leave the supergraph as it is: then what is compiled stays too.
  let loaded: { readonly supergraphSdl: string; readonly execute: ApolloGateway['executor'] } | undefined;
  let swap: ((supergraphSdl: string) => void) | undefined;
  const gateway = new ApolloGateway({
    async supergraphSdl({ update }) {
      swap = update;
      return { supergraphSdl: initial.supergraphSdl };
    },
    buildService({ name }) {
      const source = sources.get(name);
      if (source === undefined) throw new Error(`the network has no graph \`${name}\``);
      return source;
    },
    queryPlannerConfig: PLANNER_CONFIG,
    // The composer wrote the supergraph a moment ago; to validate it again doubles the time of a swap.
    validateSupergraph: false,
    logger: log,
  });
  const take = ({ snapshot, supergraphSdl }: ComposedNetwork): void => {
    if (loaded?.supergraphSdl !== supergraphSdl) {
      loaded = { supergraphSdl, execute: createExecutor(supergraphSdl, sources, readBuilt(gateway)) };
    }
    executors.set(snapshot, loaded.execute);
  };
  /** The gateway has loaded it by itself. */
  const takeInitial = (): void => {
    if (!executors.has(initial.snapshot)) take(initial);
  };
  gateway.executor = (requestContext) => {
    takeInitial();
    const { network } = requestContext.context as unknown as RequestScope;
    const execute = executors.get(network);
    if (execute === undefined) throw new Error('a request pinned a network that was never taken in');
    return execute(requestContext);
  };
  return {
    gateway,
    update(network) {
      if (swap === undefined || gateway.schema === undefined) {
        initial = network;
        return;
      }
      takeInitial();
      if (loaded?.supergraphSdl !== network.supergraphSdl) swap(network.supergraphSdl);
      take(network);
    },
  };
}

/**
 * What the gateway has built of its supergraph. To build it a second time for our executor doubles the time for which no request
 * is answered; the gateway has no public way to it. Throws where a version of the gateway keeps it elsewhere.
 */
function readBuilt(gateway: ApolloGateway): BuiltSupergraph {
  const { schema } = gateway;
  const [planner, apiSchema] = [gateway['queryPlanner'], gateway['apiSchema']];
  const supergraphSchema = gateway['supergraphSchema'];
  if (!planner || !apiSchema || !supergraphSchema || !schema) {
    throw new Error('this version of @apollo/gateway keeps its planner elsewhere: see `readBuilt`');
  }
  return { apiSchema, schema, supergraphSchema, planner };
}

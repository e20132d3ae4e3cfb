/**
 * Apollo's gateway over the composed network: planning and joining are its work, sending is ours.
 * Invariant: it has no data source but the hub's own graphs and the dispatcher, so nothing else can reach an operator.
 */
import '../base/runtimeSettings.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { Logger } from 'pino';
import { LEG_TYPES, ROLE_GRAPHS } from '../../schema/network.ts';
import { createDispatcher } from '../dispatch/dispatcher.ts';
import type { OperatorClient } from '../dispatch/operatorClient.ts';
import { createDirectorySchema } from '../parcel/directory.ts';
import { createInProcessSource } from '../parcel/inProcessSource.ts';
import { createTimelineSchema } from '../parcel/timeline.ts';
import type { DirectoryStore } from '../store/directoryStore.ts';

export interface HubGateway {
  readonly gateway: ApolloGateway;
  /** Swaps the supergraph; requests under way finish on the old one. Throws when the SDL is not a supergraph. */
  update(supergraphSdl: string): void;
}

export interface GatewayParts {
  readonly store: DirectoryStore;
  readonly client: OperatorClient;
  readonly log: Logger;
}

/** A gateway that begins with the given supergraph. */
export function createGateway(supergraphSdl: string, { store, client, log }: GatewayParts): HubGateway {
  const sources = new Map<string, GraphQLDataSource>([
    [ROLE_GRAPHS.courier, createDispatcher(LEG_TYPES.courier, client)],
    [ROLE_GRAPHS.locker, createDispatcher(LEG_TYPES.locker, client)],
    ['directory', createInProcessSource(createDirectorySchema(store))],
    ['timeline', createInProcessSource(createTimelineSchema())],
  ]);
  let swap: ((supergraphSdl: string) => void) | undefined;
  const gateway = new ApolloGateway({
    async supergraphSdl({ update }) {
      swap = update;
      return { supergraphSdl };
    },
    buildService({ name }) {
      const source = sources.get(name);
      if (source === undefined) throw new Error(`the network has no graph \`${name}\``);
      return source;
    },
    // The composer wrote the supergraph a moment ago; to validate it again doubles the time of a swap.
    validateSupergraph: false,
    logger: log,
  });
  return { gateway, update: (sdl) => swap?.(sdl) };
}

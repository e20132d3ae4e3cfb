/** Opens the network that a hub answers by: the one that participants made, or a fixed one for measurements and tests. */
import type { OperatorClient } from '../dispatch/operatorClient.ts';
import type { DirectoryStore } from '../store/directoryStore.ts';
import { openStore, type Store } from '../store/openStore.ts';
import { composeInWorker } from '../supergraph/composeInWorker.ts';
import type { NetworkSource } from './composedNetwork.ts';
import type { HubOptions } from './hubOptions.ts';
import { joinNetwork } from './joinNetwork.ts';
import { createLiveModules } from './liveModules.ts';
import { openLiveNetwork } from './liveNetwork.ts';

export interface NetworkParts extends Omit<HubOptions, 'client' | 'subgraphHosts'> {
  readonly subgraphHosts: readonly string[] | undefined;
  readonly url: string;
  readonly store: Store;
  readonly directory: DirectoryStore;
  readonly client: OperatorClient;
}

/** The network, with what `prepare` puts into the store taken in; each part says how it ends as soon as it has begun. */
export async function openNetwork(
  parts: NetworkParts,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<NetworkSource> {
  const { fixed, url, store, directory, client, log, prepare } = parts;
  if (fixed !== undefined) {
    const operators = await fixed.listOperators({ url });
    const network = await joinNetwork({ ...fixed, operators, client, log });
    onStop(() => network.close());
    await prepare?.(store, directory, url);
    return network;
  }
  const composer = composeInWorker();
  onStop(() => composer.close());
  // Not waited for: a hub is ready when it can answer requests.
  if (parts.rehearses === true) void composer.rehearse();
  await prepare?.(store, directory, url);
  const network = await openLiveNetwork({
    ...parts,
    composer,
    databaseUrl: parts.databaseUrl,
    leaseStore: await openLeaseStore(parts, onStop),
  });
  onStop(() => network.close());
  return { ...network, modules: createLiveModules({ ...parts, composer, network }) };
}

/** How long the store may take to answer about a lease, in milliseconds: half of what a lease is good for. */
const LEASE_PATIENCE_MS = 1_500;

/** On a server a connection of its own, so that a lease is renewed however busy the others are. */
async function openLeaseStore(
  { databaseUrl, store, log }: NetworkParts,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<Store> {
  if (databaseUrl === undefined) {
    // One hub has it to itself: nobody waits for the lease of one that was killed.
    await store.deleteFrom('hubs').execute();
    return store;
  }
  const leaseStore = await openStore({
    url: databaseUrl,
    connections: 2,
    patienceMs: LEASE_PATIENCE_MS,
    isMigrated: true,
    onError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
  });
  onStop(() => leaseStore.destroy());
  return leaseStore;
}

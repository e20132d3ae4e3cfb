/**
 * The network as participants made it: the subgraphs that operators published, and the agreements that they signed, taken in
 * while requests are answered.
 * Invariants: a request pins one snapshot, so it is answered by one policy; a hub that has lost its lease serves the continuity
 * floor only, since it cannot know whether its agreements still hold.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { PairLife } from '../agreements/life/pairLife.ts';
import type { ReadContract } from '../registry/agreements/judgeByContract.ts';
import {
  type AgreementShelf,
  createAgreementShelf,
  type ShelvedAgreements,
} from '../registry/live/agreementShelf.ts';
import { awaitConfirmation } from '../registry/live/awaitConfirmation.ts';
import { createLease } from '../registry/live/createLease.ts';
import { foldChanges, type KnownLife } from '../registry/live/foldChanges.ts';
import { followChanges } from '../registry/live/followChanges.ts';
import { listenForChanges } from '../registry/live/listenForChanges.ts';
import { loadChanges, type NetworkChanges } from '../registry/live/loadChanges.ts';
import { createTakeInMark } from '../registry/live/takeInMark.ts';
import type { PublishedSubgraph } from '../registry/subgraphs/publishedSubgraph.ts';
import type { ShelfReading } from '../registry/subgraphs/subgraphShelf.ts';
import { buildContractIndex, type ContractIndex } from '../request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../request/network.ts';
import type { Store } from '../store/openStore.ts';
import type { NetworkComposer } from '../supergraph/composeInWorker.ts';
import type { Publication } from '../supergraph/publishNetwork.ts';
import type { ComposedNetwork, NetworkSource } from './composedNetwork.ts';

export interface LiveNetwork extends Omit<NetworkSource, 'modules'> {
  /** The agreements that were ever signed, and the contract that they are read against. */
  readonly agreements: () => Pick<ShelvedAgreements, 'agreements' | 'contract'>;
  /** What is published, as far as it has been taken in. */
  readonly readPublished: () => ShelfReading;
  /** The contract once this revision has been taken in; see `ReadContract`. */
  readonly readContract: ReadContract;
}

export interface LiveOptions {
  readonly store: Store;
  /** Of its own, so that a lease is renewed however busy the store is. */
  readonly leaseStore: Store;
  /** The server that says when something changed; undefined for the embedded database, which one hub has to itself. */
  readonly databaseUrl: string | undefined;
  /** Where this hub answers. */
  readonly url: string;
  readonly composer: NetworkComposer;
  /** The hub's clock: milliseconds since the epoch. */
  readonly readNow: () => number;
  readonly log: Logger;
  /** How long somebody waits for what is being taken in, in milliseconds; by default as long as taking in may last. */
  readonly patienceMs?: number;
}

/** A hub that is not so far by then has lost its lease. */
const PATIENCE_MS = 6_000;

/** The network as it is in the store now; from then on it follows. Rejects when the store cannot be read. */
export async function openLiveNetwork(options: LiveOptions): Promise<LiveNetwork> {
  const { store, leaseStore, databaseUrl, url, readNow, log, patienceMs = PATIENCE_MS } = options;
  const listeners: ((network: ComposedNetwork) => void)[] = [];
  const lease = createLease({
    store: leaseStore,
    id: randomUUID(),
    url,
    readMonotonic: () => performance.now(),
    readWall: Date.now,
    readNow,
  });
  const tell = (network: ComposedNetwork): ComposedNetwork => {
    for (const listener of listeners) listener(network);
    return network;
  };
  const assembly = createAssembly(options);
  const mark = createTakeInMark();
  let current: AssembledNetwork | undefined;
  /** The floor of a network, as of when the hub was last certain of it. */
  let cutOff:
    | { readonly of: AssembledNetwork; readonly at: number; readonly network: ComposedNetwork }
    | undefined;
  const readCutOff = (of: AssembledNetwork): ComposedNetwork => {
    const at = lease.certainAt();
    if (cutOff?.of !== of || cutOff.at !== at) cutOff = { of, at, network: tell(of.cutOff(at)) };
    return cutOff.network;
  };

  const follower = await followChanges({
    lease,
    load: (since) => loadChanges(store, since),
    async take(changes) {
      const next = await assembly.take(changes);
      tell(next);
      current = next;
      mark.reach(changes.revision);
    },
    onTrouble(error) {
      if (error === null) log.info('the store answers again; the network is up to date');
      else
        log.error(
          { err: error },
          'the store cannot be asked for changes; without it, last known values are served soon',
        );
    },
  });
  const listener = databaseUrl === undefined ? undefined : listenForChanges(databaseUrl, follower.poke);

  return {
    current() {
      if (current === undefined) throw new Error('the first look brought a network');
      return lease.isHeld() ? current : readCutOff(current);
    },
    onChange: (each) => void listeners.push(each),
    async confirm(revision) {
      follower.poke();
      await awaitConfirmation(store, revision);
    },
    readLives: () => current?.lives ?? [],
    readHealth: () => ({ isCurrent: lease.isHeld(), astray: follower.astray()?.message }),
    agreements: () => current?.shelved ?? assembly.none(),
    readPublished: () => ({
      subgraphs: current?.subgraphs ?? new Map(),
      revision: current?.revision ?? 0,
    }),
    async readContract(atLeast) {
      // Another database gives numbers that say nothing of what this hub knows.
      if (atLeast > 0 && follower.astray() !== undefined) return undefined;
      follower.poke();
      if (!(await mark.wait(atLeast, patienceMs)) || current === undefined) return undefined;
      return { contract: current.shelved.contract, revision: current.revision };
    },
    async close() {
      await listener?.close();
      await follower.close();
    },
  };
}

interface AssembledNetwork extends ComposedNetwork {
  /** Up to and with which it has all changes. */
  readonly revision: number;
  readonly subgraphs: ReadonlyMap<string, PublishedSubgraph>;
  readonly shelved: ShelvedAgreements;
  readonly lives: readonly PairLife[];
  cutOff(at: number): ComposedNetwork;
}

/** Puts networks together, doing again only what a change asks for. */
function createAssembly({ composer, log }: LiveOptions) {
  const subgraphs = new Map<string, PublishedSubgraph>();
  const lives = new Map<string, KnownLife>();
  const shelf: AgreementShelf = createAgreementShelf((pair, problems) =>
    log.warn(
      { pair, problems },
      'a signed agreement shares what the network no longer has; that is not shared',
    ),
  );
  let published: Publication | undefined;
  /** False from a change until it has been published. */
  let isPublished = false;
  let index: { readonly supergraphSdl: string; readonly contract: ContractIndex } | undefined;

  const publish = async (changes: readonly PublishedSubgraph[]): Promise<Publication> => {
    for (const change of changes) subgraphs.set(change.operator, change);
    if (published !== undefined && isPublished && changes.length === 0) return published;
    isPublished = false;
    composer.trust([...subgraphs.values()].flatMap(({ proof }) => proof ?? []));
    const all = [...subgraphs.values()].map(({ operator: code, role, sdl }) => ({ code, role, sdl }));
    const next = await composer.publish(all);
    const unfinished = next.refused.find(({ problems }) => problems.some(({ code }) => code === 'HUB006'));
    // No fault of the operator's: it is all tried again at the next look.
    if (unfinished !== undefined) throw new Error(`the check of ${unfinished.code} did not finish`);
    published = next;
    isPublished = true;
    for (const { code, problems } of published.refused) {
      log.error({ operator: code, problems }, 'an operator is left out: its SDL is refused');
    }
    return published;
  };
  const indexContract = (supergraphSdl: string): ContractIndex => {
    if (index?.supergraphSdl !== supergraphSdl) {
      index = { supergraphSdl, contract: buildContractIndex(supergraphSdl) };
    }
    return index.contract;
  };
  return {
    none: () => shelf.make(index?.supergraphSdl ?? ''),
    async take(changes: NetworkChanges): Promise<AssembledNetwork> {
      const { supergraphSdl, operators: known } = await publish(changes.subgraphs);
      shelf.put(foldChanges(changes.records, lives));
      const shelved = shelf.make(supergraphSdl);
      const operators = [...subgraphs.values()].flatMap((subgraph): readonly NetworkOperator[] => {
        const { operator: code, name, role, url, numberPatterns } = subgraph;
        const capabilities = known.get(code)?.capabilities;
        return capabilities === undefined ? [] : [{ code, name, role, url, numberPatterns, capabilities }];
      });
      const snapshot: NetworkSnapshot = {
        operators: new Map(operators.map((operator) => [operator.code, operator])),
        contract: indexContract(supergraphSdl),
        agreements: shelved.table,
      };
      return {
        revision: changes.revision,
        subgraphs: new Map(subgraphs),
        supergraphSdl,
        snapshot,
        shelved,
        lives: [...lives.values()].map(({ life }) => life),
        cutOff: (at) => ({ supergraphSdl, snapshot: { ...snapshot, agreements: shelved.cutOff(at) } }),
      };
    },
  };
}

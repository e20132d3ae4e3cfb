/** The network that a hub answers by, and how it hears of another. */
import type { PairLife } from '../agreements/life/pairLife.ts';
import type { ControlModule } from '../control/controlModule.ts';
import type { NetworkSnapshot } from '../request/network.ts';

/** A network as it was composed at one time. */
export interface ComposedNetwork {
  readonly supergraphSdl: string;
  readonly snapshot: NetworkSnapshot;
}

/** How far a hub's network can be relied on. */
export interface NetworkHealth {
  /** False while the hub cannot know whether its agreements still hold: it serves last known values only. */
  readonly isCurrent: boolean;
  /** Why this hub never follows the network again, until it is started anew; undefined while it does. */
  readonly astray?: string | undefined;
}

/** Where networks come from. */
export interface NetworkSource {
  /** What a request that begins now pins. */
  current(): ComposedNetwork;
  /** Calls back with each further network, before requests pin it. */
  onChange(listener: (network: ComposedNetwork) => void): void;
  /** The lives of all pairs, the same array while they are the same; left out where the network is fixed. */
  readonly readLives?: () => readonly PairLife[];
  /** Resolves when every hub that shares the store answers by this revision, or has lost its lease. */
  confirm(revision: number): Promise<void>;
  /** Left out where the network is fixed, and so always current. */
  readonly readHealth?: () => NetworkHealth;
  /** What participants can change of it; nothing where it is fixed. */
  readonly modules: readonly ControlModule[];
  close(): Promise<void>;
}

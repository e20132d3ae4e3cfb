/** The network that a hub answers by, and how it hears of another. */
import type { PairLife } from '../agreements/life/pairLife.ts';
import type { ControlModule } from '../control/controlModule.ts';
import type { NetworkSnapshot } from '../request/network.ts';

/** A network as it was composed at one time. */
export interface ComposedNetwork {
  readonly supergraphSdl: string;
  readonly snapshot: NetworkSnapshot;
}

/** Where networks come from. */
export interface NetworkSource {
  /** What a request that begins now pins. */
  current(): ComposedNetwork;
  /** The lives of the agreements, as participants signed them; none where they are fixed. */
  lives?(): readonly PairLife[];
  /** Calls back with each further network, before requests pin it. */
  onChange(listener: (network: ComposedNetwork) => void): void;
  /** The lives of all pairs, the same array while they are the same; left out where the network is fixed. */
  readonly readLives?: () => readonly PairLife[];
  /** Resolves when every hub that shares the store answers by this revision, or has lost its lease. */
  confirm(revision: number): Promise<void>;
  /** What participants can change of it; nothing where it is fixed. */
  readonly modules: readonly ControlModule[];
  close(): Promise<void>;
}

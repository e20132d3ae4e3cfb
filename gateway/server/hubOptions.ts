/** What a hub is started with. */
import type { Logger } from 'pino';
import type { Caller, DecideLeg } from '../agreements/decision.ts';
import type { OperatorClientOptions } from '../dispatch/operatorClient.ts';
import type { NumberPattern } from '../request/network.ts';
import type { DirectoryStore } from '../store/directoryStore.ts';
import type { Store } from '../store/openStore.ts';

/** An operator that the hub is told of; its SDL is asked of itself. */
export interface KnownOperator {
  readonly code: string;
  readonly name: string;
  readonly role: 'courier' | 'locker';
  readonly url: string;
  readonly numberPatterns: readonly NumberPattern[];
}

export interface HubOptions {
  /** Port to listen on; 0 takes any free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Folder for the embedded database and the hub's keys; without one both live in memory only. */
  readonly dataDir?: string;
  /** Who is on the network: asked once, while the store is being opened. */
  readonly listOperators: () => Promise<readonly KnownOperator[]>;
  /** Fills the store before the first request is answered. */
  readonly prepare?: (store: Store, directory: DirectoryStore) => Promise<void>;
  /** Decides about every field of every leg. */
  readonly decideLeg: DecideLeg;
  /** Who every request comes from, until callers carry tokens. */
  readonly caller: Caller;
  /** The clock, in milliseconds since the epoch: asked once per request. */
  readonly readNow: () => number;
  readonly log: Logger;
  readonly client?: Partial<OperatorClientOptions>;
}

/** What a hub is started with. */
import type { Logger } from 'pino';
import type { AgreementFile } from '../agreements/agreement.ts';
import type { AgreementTable, DecideLeg } from '../agreements/decision.ts';
import type { OperatorClientOptions } from '../dispatch/operatorClient.ts';
import type { NumberPattern } from '../request/network.ts';
import type { SandboxDemo } from '../sandbox/server/sandboxDemo.ts';
import type { DirectoryStore } from '../store/directoryStore.ts';
import type { Store } from '../store/openStore.ts';
import type { NetworkComposer } from '../supergraph/composeInWorker.ts';
import type { IdentityOptions } from './openIdentity.ts';

/** An operator that the hub is told of; its SDL is asked of itself. */
export interface KnownOperator {
  readonly code: string;
  readonly name: string;
  readonly role: 'courier' | 'locker';
  readonly url: string;
  readonly numberPatterns: readonly NumberPattern[];
}

/** Agreements; for measurements and tests a function, or a table of one's own making. */
export type AgreementSource =
  | readonly AgreementFile[]
  | DecideLeg
  | { readonly compile: (supergraphSdl: string) => AgreementTable };

export interface FixedNetwork {
  /** Who is on the network: asked once, while the store is being opened and the hub already listens at `url`. */
  readonly listOperators: (hub: { readonly url: string }) => Promise<readonly KnownOperator[]>;
  /** What decides about every field of every leg. */
  readonly agreements: AgreementSource;
  /** A composer that hubs of one process share; whoever made it closes it. Without one each hub has its own. */
  readonly composer?: NetworkComposer;
}

export interface HubOptions {
  /** Port to listen on; 0 takes any free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Folder for the embedded database and the hub's keys; without one both live in memory only. */
  readonly dataDir?: string;
  /** Folder of the hub's own keys; `keys` in the data folder when left out. Hubs that share a database need the same. */
  readonly keysDir?: string;
  /** Names of keys that the store is held to from now on in place of the ones before, as `tokens.key`. */
  readonly replacedKeys?: readonly string[];
  /** For how many days a leg is kept after the last that happened to it; for good when left out. */
  readonly retentionDays?: number;
  /** How long the hub goes on answering once it is told to stop, while it says that it is not ready; in milliseconds. */
  readonly drainMs?: number;
  /** A PostgreSQL server that holds the store instead of the embedded database, as `postgres://hub@db.example/hub`. */
  readonly databaseUrl?: string;
  /** A network that nobody published, for measurements and tests; without it the network is the one in the store. */
  readonly fixed?: FixedNetwork;
  /** Fills the store before the first request is answered. */
  readonly prepare?: (store: Store, directory: DirectoryStore, url: string) => Promise<void>;
  /** Uses the control API of the hub at `url` before the first request is answered. */
  readonly introduce?: (url: string) => Promise<void>;
  /** The administrator's public key, 32 bytes in base64url; without one the hub makes a pair in its data folder. */
  readonly administratorKey?: string;
  /** Whose tokens say who asks, and why. */
  readonly identity: IdentityOptions;
  /** The clock, in milliseconds since the epoch: asked once per request. */
  readonly readNow: () => number;
  /** The operators' clock, where it is ahead of the hub's, as in the demo; the hub's own when left out. */
  readonly readOperatorsNow?: () => number;
  readonly log: Logger;
  /**
   * Whether the hub gets ready for drafts as it starts, for some 80 MB of memory, instead of having the first operator that
   * checks one wait a second or two longer.
   */
  readonly rehearses?: boolean;
  readonly client?: Partial<OperatorClientOptions>;
  /** Where operators may be, as HUB_SUBGRAPH_HOSTS lists it; any public address when left out. */
  readonly subgraphHosts?: readonly string[];
  /** Turns the sandbox's demo mode on: whoever comes is told everything and gets any token. Never with real data. */
  readonly sandbox?: SandboxDemo;
}

/** What every contender is told: the same operators, the same data, the same clock. */

import { allowEverything, tableOf } from '../../../gateway/agreements/decision.ts';
import { announceDemo } from '../../../gateway/cli/demo/seedDemo.ts';
import type { Screen } from '../../../gateway/cli/screen.ts';
import { buildContractIndex } from '../../../gateway/request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../../../gateway/request/network.ts';
import { openRequestScope, type RequestScope } from '../../../gateway/request/requestScope.ts';
import { createDirectoryStore, type DirectoryStore } from '../../../gateway/store/directoryStore.ts';
import { openStore } from '../../../gateway/store/openStore.ts';

/** Plain data, so that it can be sent to another process. */
export interface Setup {
  /** Folder of the seeded data. */
  readonly folder: string;
  /** Number of legs in the folder. */
  readonly legs: number;
  /** The clock stands still at the demo's `now`, in milliseconds since the epoch. */
  readonly now: number;
  readonly operators: readonly NetworkOperator[];
  readonly supergraphSdl: string;
}

/** Who every request comes from. */
export const CALLER = { platform: 'cainiao', purpose: 'ORDER_STATUS' } as const;

/** The same key everywhere: it makes the parcels' ids, and costs the same whatever it is. */
const KEY = new Uint8Array(32);

const SILENT: Screen = { line: () => {}, progress: () => {} };

/** The directory that a contender of its own asks: embedded and in memory, as the hub's, with the same legs. */
export async function openDirectory(setup: Setup): Promise<DirectoryStore> {
  const directory = createDirectoryStore(await openStore({}), KEY);
  await fillDirectory(setup, directory);
  return directory;
}

/** Announces every leg of the data to a directory. */
export function fillDirectory({ folder, legs }: Setup, directory: DirectoryStore): Promise<void> {
  return announceDemo(folder, directory, legs, SILENT);
}

/** A function that begins a request as the hub does: every field of every leg is allowed. */
export function createScopeOpener({ operators, supergraphSdl, now }: Setup): () => RequestScope {
  const snapshot: NetworkSnapshot = {
    operators: new Map(operators.map((operator) => [operator.code, operator])),
    contract: buildContractIndex(supergraphSdl),
    agreements: tableOf(allowEverything),
  };
  return () => openRequestScope(snapshot, CALLER, now);
}

/** The address of an operator. Throws when the network has none of that code. */
export function urlOf({ operators }: Setup, code: string): string {
  const operator = operators.find((each) => each.code === code);
  if (operator === undefined) throw new Error(`the network has no operator ${code}`);
  return operator.url;
}

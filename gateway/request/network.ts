/** The network as one request sees it: an immutable snapshot, pinned when the request begins. */
import type { AgreementTable } from '../agreements/decision.ts';
import type { Capabilities } from '../base/capabilities.ts';
import type { ContractIndex } from './contractIndex.ts';

export interface NumberPattern {
  /** Name of the format, as shown to callers. */
  readonly format: string;
  /** Regular expression over the whole normalised number. */
  readonly pattern: string;
}

export interface NetworkOperator {
  readonly code: string;
  readonly name: string;
  readonly role: 'courier' | 'locker';
  /** Where the operator's subgraph answers, as `http://127.0.0.1:4101/graphql`. */
  readonly url: string;
  readonly numberPatterns: readonly NumberPattern[];
  /** What the operator's SDL implements; the dispatcher asks it for nothing else. */
  readonly capabilities: Capabilities;
}

export interface NetworkSnapshot {
  readonly operators: ReadonlyMap<string, NetworkOperator>;
  readonly contract: ContractIndex;
  readonly agreements: AgreementTable;
}

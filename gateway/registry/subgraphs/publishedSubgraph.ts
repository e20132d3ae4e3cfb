/** What an operator hands in and what is published of it. Invariant: plain data; what was published is never changed. */
import type { NumberPattern } from '../../request/network.ts';

/** A subgraph as its operator hands it in. */
export interface SubgraphDraft {
  readonly operator: string;
  readonly role: 'courier' | 'locker';
  readonly sdl: string;
  /** Where it answers; a check can do without, a publication cannot. */
  readonly url?: string | undefined;
  /** How the operator's numbers look; those published before when left out. */
  readonly numberPatterns?: readonly NumberPattern[] | undefined;
  /** How whoever hands it in knows the text, for the places of problems. */
  readonly file?: string | undefined;
}

/** What an operator has published last. */
export interface PublishedSubgraph {
  readonly operator: string;
  readonly name: string;
  readonly role: 'courier' | 'locker';
  /** Counts from 1. */
  readonly version: number;
  readonly url: string;
  readonly sdl: string;
  readonly numberPatterns: readonly NumberPattern[];
  /** See `PublishedOperator.proof`. */
  readonly proof: string | null;
  readonly publishedAt: Date;
  /** The key that signed the publication. */
  readonly keyId: string;
  /** The revision of the network that brought it. */
  readonly revision: number;
}

/** The document of an agreement that is in force, or will be. */
export interface AgreedDocument {
  readonly operator: string;
  readonly platform: string;
  readonly version: number;
  readonly document: string;
}

/** What an operator can say that it means: such changes are then no reason to refuse. */
export const ACCEPTABLE = ['breaking', 'privacy'] as const;

export type Acceptable = (typeof ACCEPTABLE)[number];

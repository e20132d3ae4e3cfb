/**
 * What an audit is: one requirement with a permanent id, and a function that finds out over HTTP whether a subgraph meets it.
 * Invariant: an id means the same for good; a requirement that changes gets another id (`test/audit/ids.txt`).
 */
import type { GraphQLSchema } from 'graphql';
import type { Role } from '../../../schema/network.ts';
import type { Capabilities } from '../../base/capabilities.ts';
import type { Problem } from '../../base/problem.ts';
import type { AuditVariant } from '../../identity/signAuditRequest.ts';

/** As RFC 2119 means them: the hub relies on a MUST, copes without a SHOULD, and profits from a MAY. */
export type AuditLevel = 'MUST' | 'SHOULD' | 'MAY';

/** One requirement. */
export interface Audit {
  /** As `A-BATCH-01`. */
  readonly id: string;
  readonly level: AuditLevel;
  /** What the subgraph does, as a sentence without a full stop: `answers entities in the order of their keys`. */
  readonly title: string;
  /** Why it matters, and what usually is the matter: for `hub explain`. */
  readonly why: string;
  /** Finds out. Never rejects for anything that a subgraph does. */
  readonly run: (target: AuditTarget) => Promise<Outcome>;
}

export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Nothing could be found out; the reason says what is needed. */
  | { readonly kind: 'skipped'; readonly reason: string };

export const PASSED: Outcome = { kind: 'passed' };

export function failed(reason: string): Outcome {
  return { kind: 'failed', reason };
}

export function skipped(reason: string): Outcome {
  return { kind: 'skipped', reason };
}

/** Passed when there is nothing to say against it. */
export function judge(reason: string | undefined): Outcome {
  return reason === undefined ? PASSED : failed(reason);
}

/** A request that an audit sends. Left out, everything is as the hub does it. */
export interface AuditRequest {
  /** The body that is signed. */
  readonly body: string;
  /** `NONE` sends no grant and no signature. */
  readonly variant?: AuditVariant | 'NONE' | 'UNKNOWN_KEY';
  /** Changes the headers after they were signed. */
  readonly change?: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Another body than the one that is signed. */
  readonly sentBody?: string;
  /** What stands in the request line after the path that is signed: `?x=1`. */
  readonly sentQuery?: string;
  readonly method?: 'POST' | 'GET';
  readonly contentType?: string;
  readonly accept?: string;
}

/** A request as it went over the wire. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** One request and what came back. */
export interface Exchange {
  readonly request: SentRequest;
  readonly answer: AuditAnswer;
  readonly durationMs: number;
}

export type AuditAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string;
      readonly text: string;
      /** The body as JSON; undefined where it is none. */
      readonly json: unknown;
    }
  | { readonly kind: 'lost'; readonly reason: string };

/** What the subgraph says of itself. */
export interface SubgraphReading {
  /** Undefined where it did not answer for its SDL. */
  readonly sdl: string | undefined;
  readonly problems: readonly Problem[];
  /** There exactly when no problem is an error. */
  readonly understood: { readonly capabilities: Capabilities; readonly schema: GraphQLSchema } | undefined;
}

/** The subgraph that is audited, as audits reach it. */
export interface AuditTarget {
  readonly operator: string;
  readonly role: Role;
  readonly legType: string;
  /** Waybills whose legs the subgraph has; the first one always. */
  readonly waybill: string;
  readonly waybills: readonly string[];
  readonly reading: SubgraphReading;
  /** How long to wait for an answer: as long as the hub does. */
  readonly patienceMs: number;
  send(request: AuditRequest): Promise<Exchange>;
}

/**
 * The control API is put together of modules, one for each thing that participants bring: keys, subgraphs, agreements, legs.
 * Invariant: no resolver runs without an actor whose signature over this very request has been verified.
 */
import { GraphQLError, type GraphQLFieldResolver } from 'graphql';
import type { Problem } from '../base/problem.ts';

/** Who signed the request. */
export interface Actor {
  readonly code: string;
  readonly kind: 'operator' | 'platform' | 'mediator' | 'administrator';
  /** Set for operators. */
  readonly role: 'courier' | 'locker' | null;
  /** The key that signed it. */
  readonly keyId: string;
}

/** What a resolver is handed. */
export interface ControlContext {
  readonly actor: Actor;
  /** The hub's clock when the request came in, milliseconds since the epoch. */
  readonly now: number;
  /** Waits until every hub that shares the store answers by this revision, or has lost its lease. */
  confirm(revision: number): Promise<void>;
}

// Each resolver knows the type of its own parent and arguments, which a map of all cannot say.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type ControlResolver = GraphQLFieldResolver<any, ControlContext, any>;

/** One part of the control API. */
export interface ControlModule {
  /** Its types, and its fields as `extend type Query` and `extend type Mutation`. */
  readonly sdl: string;
  /** By type and field. */
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, ControlResolver>>>>;
}

/** Codes of refusals, for clients to branch on. */
export type ControlCode =
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'REFUSED'
  /** What was asked for may be asked for again, once what is under way is done. */
  | 'TOO_MANY_REQUESTS';

/** A refusal in words for whoever asked, with the problems behind it. */
export function refuse(code: ControlCode, message: string, problems: readonly Problem[] = []): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...(problems.length > 0 && { problems }) } });
}

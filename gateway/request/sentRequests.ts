/**
 * What a request sent to operators, noted where somebody asked for that. Invariant: nothing is noted unless it was begun for this
 * very request, and what is noted dies with it.
 */
import type { FailureKind, RequestScope } from './requestScope.ts';

/** One request to an operator, and how it went. */
export interface SentRequest {
  readonly operator: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly legs: number;
  readonly ms: number;
  readonly outcome: 'ANSWERED' | FailureKind;
}

const OWNER = {};

/** Begins to note; the list grows while the request runs. */
export function beginSentRequests({
  attachments,
}: Pick<RequestScope, 'attachments'>): readonly SentRequest[] {
  const sent: SentRequest[] = [];
  attachments.set(OWNER, sent);
  return sent;
}

/** Notes a request, where noting was begun. */
export function noteSentRequest({ attachments }: Pick<RequestScope, 'attachments'>, sent: SentRequest): void {
  (attachments.get(OWNER) as SentRequest[] | undefined)?.push(sent);
}

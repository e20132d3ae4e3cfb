/**
 * Adds to an answer how it came about, in `extensions.sandbox`, for requests that ask so with `sandbox-trace: 1`.
 * Invariant: it is in a hub only in demo mode; and it tells of legs that the caller sees, never a value of theirs.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { AgreementFile } from '../../agreements/agreement.ts';
import { readOwn } from '../../base/ownRecord.ts';
import type { RequestScope } from '../../request/requestScope.ts';
import { beginSentRequests } from '../../request/sentRequests.ts';
import { estimateCost } from '../../server/estimateCost.ts';
import { LIMITS } from '../../server/limits.ts';
import { listCoordinates } from '../../server/listCoordinates.ts';
import { listPlaces } from './listPlaces.ts';
import type { Book } from './readBook.ts';
import { writeDraftEffect } from './writeDraftEffect.ts';
import { writeTrace } from './writeTrace.ts';

export const TRACE_HEADER = 'sandbox-trace';

/** Apollo Server's plugin; it comes after the one that finishes answers. */
export function createTracePlugin(readBook: () => Book | undefined): ApolloServerPlugin<RequestScope> {
  return {
    async requestDidStart({ request, contextValue: scope }) {
      if (request.http?.headers.get(TRACE_HEADER) !== '1') return;
      const startedAt = performance.now();
      const sent = beginSentRequests(scope);
      return {
        async willSendResponse({ response, document, operation, schema }) {
          const book = readBook();
          if (response.body.kind !== 'single' || book === undefined) return;
          if (document === undefined || operation === undefined) return;
          const { singleResult } = response.body;
          const { coordinates, hasData } = listCoordinates(document, schema);
          if (!hasData || singleResult.data === undefined) return;
          const ms = performance.now() - startedAt;
          const estimate = estimateCost(schema, document, operation).countCost(request.variables ?? {});
          const trace = writeTrace(scope, coordinates, book);
          const draft = readDraft(request.extensions);
          singleResult.extensions = {
            ...singleResult.extensions,
            sandbox: {
              cost: { estimate, limit: LIMITS.cost },
              ms,
              requests: sent,
              places: listPlaces(document, operation, schema),
              ...trace,
              ...(draft === undefined ? {} : { draft: writeDraftEffect(draft, scope, coordinates, book) }),
            },
          };
        },
      };
    },
  };
}

/** The version of an agreement that a request proposes: `extensions: { sandbox: { draft: { file, text } } }`. */
function readDraft(extensions: unknown): AgreementFile | undefined {
  const draft = readOwn(readOwn(extensions, 'sandbox'), 'draft');
  const file = readOwn(draft, 'file');
  const text = readOwn(draft, 'text');
  return typeof file === 'string' && typeof text === 'string' ? { file, text } : undefined;
}

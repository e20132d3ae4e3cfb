/**
 * Hands every operation that is about to be executed to the recorder. Invariant: only what was validated and allowed is
 * recorded, and introspection alone is not.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationRecorder } from '../registry/operations/createOperationRecorder.ts';
import type { RequestScope } from '../request/requestScope.ts';
import { listCoordinates } from './listCoordinates.ts';

/** Apollo Server's plugin over a recorder. */
export function createOperationPlugin(
  recorder: Pick<OperationRecorder, 'note'>,
): ApolloServerPlugin<RequestScope> {
  return {
    async requestDidStart() {
      return {
        async executionDidStart({ document, schema, contextValue }) {
          const { withArguments, hasData } = listCoordinates(document, schema);
          if (hasData) recorder.note(contextValue.caller.platform, document, withArguments);
        },
      };
    },
  };
}

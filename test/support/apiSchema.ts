/** The schema that callers of the real network see, with the extensions of no operator. */
import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { composeNetwork } from '../../gateway/supergraph/composeNetwork.ts';
import type { ExtensionSdl } from '../../gateway/supergraph/readExtension.ts';

/** Composes the network; half a second. */
export function composeApiSchema(extensions: readonly ExtensionSdl[] = []): GraphQLSchema {
  const { supergraphSdl } = composeNetwork({ extensions });
  if (supergraphSdl === undefined) throw new Error('the network does not compose');
  return Supergraph.build(supergraphSdl, { validateSupergraph: false }).apiSchema().toGraphQLJSSchema();
}

/** Builds the executable schema of one of the hub's own graphs. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import type { RequestScope } from '../request/requestScope.ts';

// The resolvers of a graph each know the type of their own parent and arguments, which a map of all cannot say.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Resolver = GraphQLFieldResolver<any, RequestScope>;
// biome-ignore lint/suspicious/noExplicitAny: see above
type ReferenceResolver = (reference: any, scope: RequestScope) => unknown;

export type GraphResolvers = Readonly<Record<string, Readonly<Record<string, Resolver | ReferenceResolver>>>>;

/** The executable schema of a subgraph SDL. */
export function buildGraph(sdl: string, resolvers: GraphResolvers): GraphQLSchema {
  type Module = { typeDefs: ReturnType<typeof parse>; resolvers: Record<string, never> };
  return buildSubgraphSchema({ typeDefs: parse(sdl), resolvers } as unknown as Module);
}

/**
 * A validation rule: a request reads the SDL once. Invariant: an answer is never thousands of copies of the SDL, whatever aliases a
 * small request asks for it under.
 */
import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/** Fields that hold the SDL or lead to it, by their type's name. */
const TYPES: ReadonlySet<string> = new Set(['Query', '_Service']);
const FIELDS: ReadonlySet<string> = new Set(['_service', 'sdl']);

/** Refuses `_service`, or its `sdl`, under a second alias or in a second place. */
export function sdlOnce(context: ValidationContext): ASTVisitor {
  const seen = new Set<string>();
  let isReported = false;
  return {
    Field(node) {
      const name = node.name.value;
      if (isReported || !FIELDS.has(name) || !TYPES.has(context.getParentType()?.name ?? '')) return;
      if (seen.has(name)) {
        isReported = true;
        const message =
          'the request asks for the SDL more than once; ask `{ _service { sdl } }` once in a request';
        context.reportError(new GraphQLError(message, { nodes: node }));
      }
      seen.add(name);
    },
  };
}

/** Builds the control API's schema out of its modules. */
import { buildASTSchema, concatAST, extendSchema, type GraphQLSchema, isObjectType, parse } from 'graphql';
import type { ControlModule } from './controlModule.ts';

const BASE = parse(/* GraphQL */ `
  "A time, ISO 8601 with an offset."
  scalar DateTime
  "Any JSON value."
  scalar JSON
  "What participants can read."
  type Query
  "What participants can change. Each change is answered when every hub that shares the store knows of it."
  type Mutation
`);

/** An executable schema. Throws when two modules define the same type, or a resolver has no field. */
export function createControlSchema(modules: readonly ControlModule[]): GraphQLSchema {
  const document = concatAST(modules.map(({ sdl }) => parse(sdl)));
  const base = buildASTSchema(BASE, { assumeValid: true });
  const schema = extendSchema(base, document, { assumeValidSDL: false, assumeValid: true });
  for (const { resolvers } of modules) {
    for (const [typeName, fields] of Object.entries(resolvers)) {
      const type = schema.getType(typeName);
      for (const [name, resolve] of Object.entries(fields)) {
        const field = isObjectType(type) ? type.getFields()[name] : undefined;
        if (field === undefined) throw new Error(`the control API has no field ${typeName}.${name}`);
        field.resolve = resolve;
      }
    }
  }
  return schema;
}

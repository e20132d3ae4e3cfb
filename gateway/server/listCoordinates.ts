/**
 * Lists the fields that an operation contains, as `Type.field`.
 * Invariant: a field of an interface stands for that field of every type that implements it.
 */
import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What a document asks. */
export interface AskedFields {
  readonly coordinates: ReadonlySet<string>;
  /** False for introspection alone. */
  readonly hasData: boolean;
}

const known = new WeakMap<DocumentNode, { readonly schema: GraphQLSchema; readonly asked: AskedFields }>();

/** The fields of a document that is valid for the schema; listed once per document. */
export function listCoordinates(document: DocumentNode, schema: GraphQLSchema): AskedFields {
  const listed = known.get(document);
  if (listed?.schema === schema) return listed.asked;
  const coordinates = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType();
        if (isObjectType(parent)) coordinates.add(`${parent.name}.${name.value}`);
        if (!isInterfaceType(parent)) return;
        for (const type of schema.getPossibleTypes(parent)) coordinates.add(`${type.name}.${name.value}`);
      },
    }),
  );
  const hasData = [...coordinates].some((coordinate) => /^Query\.(?!__)/.test(coordinate));
  const asked = { coordinates, hasData };
  known.set(document, { schema, asked });
  return asked;
}

/**
 * Lists the fields that an operation contains, as `Type.field`, and what they are given, as `Type.field(argument:)`.
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
  /** The same, and the arguments that are given. */
  readonly withArguments: ReadonlySet<string>;
  /** False for introspection alone. */
  readonly hasData: boolean;
}

const known = new WeakMap<DocumentNode, { readonly schema: GraphQLSchema; readonly asked: AskedFields }>();

/** The fields of a document that is valid for the schema; listed once per document. */
export function listCoordinates(document: DocumentNode, schema: GraphQLSchema): AskedFields {
  const listed = known.get(document);
  if (listed?.schema === schema) return listed.asked;
  const coordinates = new Set<string>();
  const given = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name, arguments: values = [] }) {
        const parent = types.getParentType();
        const asked = isObjectType(parent) ? [parent] : [];
        for (const type of isInterfaceType(parent) ? schema.getPossibleTypes(parent) : asked) {
          const coordinate = `${type.name}.${name.value}`;
          coordinates.add(coordinate);
          for (const value of values) given.add(`${coordinate}(${value.name.value}:)`);
        }
      },
    }),
  );
  const hasData = [...coordinates].some((coordinate) => /^Query\.(?!__)/.test(coordinate));
  const asked = { coordinates, withArguments: new Set([...coordinates, ...given]), hasData };
  known.set(document, { schema, asked });
  return asked;
}

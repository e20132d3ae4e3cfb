/**
 * Builds the schema that one caller is shown: the network's, without what no agreement of the caller can ever disclose.
 * Invariants: the result is a valid schema; nothing in it refers to what was left out.
 */
import {
  type GraphQLFieldConfigMap,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  GraphQLUnionType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { type CompositeType, isComposite, type KeptFields, selectFields } from './selectFields.ts';

/** The schema without the fields of operators that `isVisible`, asked for `Type.field`, is false of. */
export function buildCallerSchema(
  schema: GraphQLSchema,
  isVisible: (coordinate: string) => boolean,
  legTypes?: readonly string[],
): GraphQLSchema {
  const kept = selectFields(schema, isVisible, legTypes);
  const { types, ...config } = schema.toConfig();
  const built = buildTypes(types, kept);
  const rootOf = (type: GraphQLObjectType | null | undefined) =>
    type && (built.get(type.name) as GraphQLObjectType | undefined);
  const isImplementing = (type: GraphQLNamedType) => isObjectType(type) && type.getInterfaces().length > 0;
  return new GraphQLSchema({
    ...config,
    query: rootOf(config.query),
    mutation: rootOf(config.mutation),
    subscription: rootOf(config.subscription),
    // What the root types lead to is found from there; only the types behind an interface have to be named.
    types: [...built.values()].filter(isImplementing),
  });
}

type BuiltType = CompositeType | GraphQLUnionType;

function buildTypes(types: readonly GraphQLNamedType[], kept: KeptFields): ReadonlyMap<string, BuiltType> {
  const built = new Map<string, BuiltType>();
  const rebuilt = <Type extends CompositeType>(listed: readonly Type[]): readonly Type[] =>
    listed.flatMap(({ name }) => (built.get(name) as Type | undefined) ?? []);
  const refer = (type: GraphQLOutputType): GraphQLOutputType => {
    if (isNonNullType(type)) return new GraphQLNonNull(refer(type.ofType));
    if (isListType(type)) return new GraphQLList(refer(type.ofType));
    return built.get(type.name) ?? type;
  };
  const fieldsOf = (type: CompositeType): GraphQLFieldConfigMap<unknown, unknown> => {
    const shown = Object.entries(type.toConfig().fields).filter(([name]) => kept.get(type.name)?.has(name));
    return Object.fromEntries(shown.map(([name, field]) => [name, { ...field, type: refer(field.type) }]));
  };
  for (const type of types) {
    if (isIntrospectionType(type)) continue;
    if (isUnionType(type)) {
      const members = () => rebuilt(type.getTypes());
      built.set(type.name, new GraphQLUnionType({ ...type.toConfig(), types: members }));
    } else if (isComposite(type) && kept.has(type.name)) {
      const parts = { fields: () => fieldsOf(type), interfaces: () => rebuilt(type.getInterfaces()) };
      built.set(
        type.name,
        isObjectType(type)
          ? new GraphQLObjectType({ ...type.toConfig(), ...parts })
          : new GraphQLInterfaceType({ ...type.toConfig(), ...parts }),
      );
    }
  }
  return built;
}

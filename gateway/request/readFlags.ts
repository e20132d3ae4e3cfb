/**
 * The values of the variables that `@skip` and `@include` use.
 * Invariant: a flag is true or false before anything is planned, fetched or answered.
 */
import { type DocumentNode, GraphQLError, type OperationDefinitionNode, visit } from 'graphql';

export interface FlagDefinition {
  readonly name: string;
  readonly defaultValue: boolean | undefined;
}

/** The variables of an operation that its document uses in conditions. */
export function listFlags(
  document: DocumentNode,
  { variableDefinitions }: OperationDefinitionNode,
): readonly FlagDefinition[] {
  const used = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === 'Variable') used.add(value.name.value);
    },
  });
  return (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) => {
    const name = variable.name.value;
    if (!used.has(name)) return [];
    return { name, defaultValue: defaultValue?.kind === 'BooleanValue' ? defaultValue.value : undefined };
  });
}

/** The flags of a request whose variables have been checked, or what is wrong with them. */
export function readFlags(
  definitions: readonly FlagDefinition[],
  variables: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, boolean> | GraphQLError {
  const flags = new Map<string, boolean>();
  for (const { name, defaultValue } of definitions) {
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const value = given === undefined ? defaultValue : given;
    // A nullable variable with a default may stand in a condition, and may be given as null all the same.
    if (typeof value !== 'boolean') {
      return new GraphQLError(`Variable "$${name}" must be true or false, since a condition uses it.`, {
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    flags.set(name, value);
  }
  return flags;
}

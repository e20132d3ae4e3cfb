/** Reads what a query asks of an object: fragments spread, `@skip` and `@include` worked out, one entry per selected field. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
} from 'graphql';
import type { Asked } from './readAnswer.ts';

export interface ReadAskedOptions {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether a fragment on `condition` applies to an object of that type. */
  readonly applies: (condition: string, type: string) => boolean;
  /** The object type that a field leads to; undefined for a leaf. */
  readonly typeBelow: (type: string, field: string) => string | undefined;
}

/** What field nodes of one response key ask of an object of `type`; `__typename` is not among it. */
export function readAsked(
  nodes: readonly FieldNode[],
  type: string,
  options: ReadAskedOptions,
): readonly Asked[] {
  return nodes.flatMap((node) => readSelections(node.selectionSet?.selections ?? [], type, options));
}

/** What selections ask of an object of `type`. */
export function readSelections(
  selections: readonly SelectionNode[],
  type: string,
  options: ReadAskedOptions,
): readonly Asked[] {
  return selections.flatMap((selection): readonly Asked[] => {
    if (!isOn(selection, options)) return [];
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value === '__typename') return [];
      const below = options.typeBelow(type, selection.name.value);
      const argumentNames = (selection.arguments ?? []).map((argument) => argument.name.value);
      const asked =
        below === undefined ? null : readSelections(selection.selectionSet?.selections ?? [], below, options);
      return [{ field: selection.name.value, argumentNames, args: {}, below: asked }];
    }
    const target =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : options.fragments[selection.name.value];
    const condition = target?.typeCondition?.name.value;
    if (target === undefined || (condition !== undefined && !options.applies(condition, type))) return [];
    return readSelections(target.selectionSet.selections, type, options);
  });
}

/** Every field that is left in an operation, as `Type.field`; one of an interface stands for that of each of its types. */
export function listAskedFields(
  { selectionSet }: OperationDefinitionNode,
  schema: GraphQLSchema,
  options: ReadAskedOptions,
): ReadonlySet<string> {
  const asked = new Set<string>();
  const walk = (selections: readonly SelectionNode[], typeName: string): void => {
    const type = schema.getType(typeName);
    const types = isInterfaceType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [typeName];
    for (const selection of selections) {
      if (!isOn(selection, options)) continue;
      if (selection.kind === Kind.FIELD) {
        for (const each of types) asked.add(`${each}.${selection.name.value}`);
        const below = options.typeBelow(typeName, selection.name.value);
        if (below !== undefined) walk(selection.selectionSet?.selections ?? [], below);
      } else {
        const target =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : options.fragments[selection.name.value];
        walk(target?.selectionSet.selections ?? [], target?.typeCondition?.name.value ?? typeName);
      }
    }
  };
  walk(selectionSet.selections, 'Query');
  return asked;
}

/** Whether `@skip` and `@include` leave the selection in. */
export function isOn(selection: SelectionNode, { variables }: Pick<ReadAskedOptions, 'variables'>): boolean {
  return (selection.directives ?? []).every((directive) => {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') return true;
    const value = readFlag(directive.arguments?.[0]?.value, variables);
    return value === (name === 'include');
  });
}

function readFlag(value: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): boolean {
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value] === true;
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** How selections are read against an API schema. */
export function askedOptionsOf(
  schema: GraphQLSchema,
  fragments: ReadAskedOptions['fragments'],
  variables: Readonly<Record<string, unknown>>,
): ReadAskedOptions {
  return {
    fragments,
    variables,
    applies(condition, type) {
      const abstract = schema.getType(condition);
      const concrete = schema.getType(type);
      if (condition === type) return true;
      return isInterfaceType(abstract) && isObjectType(concrete) && schema.isSubType(abstract, concrete);
    },
    typeBelow(type, field) {
      const parent = schema.getType(type);
      if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
      const named = getNamedType(parent.getFields()[field]?.type);
      return isObjectType(named) || isInterfaceType(named) ? named.name : undefined;
    },
  };
}

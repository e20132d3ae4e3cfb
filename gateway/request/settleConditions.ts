/**
 * Decides `@skip` and `@include` of an operation before it is planned, so that nothing behind here knows conditions: no
 * operator is asked for the inputs of a field that the client left out, and nothing of them is reported.
 * Invariants: the document, which others keep, is never changed; what is kept depends on the document and the setting of its
 * conditions alone, never on the caller.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type FlagDefinition, listFlags, readFlags } from './readFlags.ts';

/** One operation of a document for one setting of its conditions. */
export interface SettledOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The operation and the fragments that it uses; */
  readonly document: DocumentNode;
  /** The values of the variables that conditions use, in order, as text. */
  readonly setting: string;
  /** How large the document is: whoever keeps what is made of it keeps it too. */
  readonly nodes: number;
}

/** Stands in a selection set of which nothing is left, since none may be empty. It is no part of the answer. */
export const NOTHING_ASKED: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

/** How much is kept of settled operations, in nodes of their documents: about a hundred bytes each. */
const MAX_NODES = 200_000;

interface ReadOperation {
  readonly operation: SettledOperation;
  readonly hasConditions: boolean;
  readonly flags: readonly FlagDefinition[];
  /** Tells it from all other operations of all documents. */
  readonly id: number;
}

const known = new WeakMap<DocumentNode, Map<string | undefined, ReadOperation>>();
let lastId = 0;

/** For all operations together: a document can hold many, and each has as many settings as its variables allow. */
const settledOperations = new LRUCache<string, SettledOperation>({
  maxSize: MAX_NODES,
  sizeCalculation: ({ nodes }) => nodes,
});

/** The operation with its conditions decided, or what is wrong with the variables that they use. */
export function settleConditions(
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): SettledOperation | GraphQLError {
  const { operation, hasConditions, flags, id } = readOnce(document, operationName);
  if (!hasConditions) return operation;
  const values = readFlags(flags, variables);
  if (values instanceof GraphQLError) return values;
  const setting = [...values.values()].join();
  const key = `${id} ${setting}`;
  const before = settledOperations.get(key);
  if (before !== undefined) return before;
  const added = { ...applyConditions(operation, values), setting };
  settledOperations.set(key, added);
  return added;
}

function readOnce(document: DocumentNode, operationName: string | undefined): ReadOperation {
  const operations = known.get(document) ?? new Map<string | undefined, ReadOperation>();
  known.set(document, operations);
  const before = operations.get(operationName);
  if (before !== undefined) return before;
  const definition = findOperation(document, operationName);
  const operation = { ...withFragments(definition, listFragments(document)), setting: '' };
  let hasConditions = false;
  visit(operation.document, {
    Directive(directive) {
      hasConditions ||= isCondition(directive);
    },
  });
  const read = {
    operation,
    hasConditions,
    flags: listFlags(operation.document, definition),
    id: ++lastId,
  };
  operations.set(operationName, read);
  return read;
}

function findOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const found = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || definition.name?.value === operationName),
  );
  if (found === undefined) throw new Error(`the document has no operation \`${operationName ?? ''}\``);
  return found;
}

function listFragments({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The operation with the fragments that it uses: others may name variables that it does not have. */
function withFragments(
  definition: OperationDefinitionNode,
  all: ReadonlyMap<string, FragmentDefinitionNode>,
): Omit<SettledOperation, 'setting'> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = all.get(name.value);
        if (fragment === undefined || fragments.has(name.value)) return;
        fragments.set(name.value, fragment);
        follow(fragment);
      },
    });
  };
  follow(definition);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] };
  let nodes = 0;
  visit(document, {
    enter() {
      nodes += 1;
    },
  });
  return { definition, fragments, document, nodes };
}

function applyConditions(
  { document }: SettledOperation,
  flags: ReadonlyMap<string, boolean>,
): Omit<SettledOperation, 'setting'> {
  const settle = <T extends { readonly directives?: readonly DirectiveNode[] | undefined }>(node: T) => {
    if (isLeftOut(node.directives, flags)) return null;
    if (!node.directives?.some(isCondition)) return undefined;
    return { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
  };
  const applied: DocumentNode = visit(document, {
    Field(node) {
      // What asks about the schema is answered by graphql-js, which knows conditions.
      if (isIntrospection(node.name)) return isLeftOut(node.directives, flags) ? null : false;
      return settle(node);
    },
    FragmentSpread: settle,
    InlineFragment: settle,
    FragmentDefinition: ({ typeCondition }) => (isIntrospection(typeCondition.name) ? false : undefined),
    SelectionSet: {
      leave: (node) => (node.selections.length === 0 ? { ...node, selections: [NOTHING_ASKED] } : undefined),
    },
  });
  const [definition] = applied.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an operation stays one');
  return withFragments(definition, listFragments(applied));
}

function isIntrospection({ value }: NameNode): boolean {
  return value.startsWith('__') && value !== '__typename';
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function isLeftOut(
  directives: readonly DirectiveNode[] | undefined,
  flags: ReadonlyMap<string, boolean>,
): boolean {
  return (directives ?? []).filter(isCondition).some(({ name, arguments: given }) => {
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    const isSet =
      value?.kind === Kind.VARIABLE
        ? flags.get(value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    return (isSet === true) === (name.value === 'skip');
  });
}

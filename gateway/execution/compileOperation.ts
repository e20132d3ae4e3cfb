/**
 * Compiles an operation once: its plan, ready to run, and the shape of its answer for each setting of its conditions.
 * Invariant: nothing here depends on a caller, and the document, which others keep, is never changed.
 */
import type { Operation } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type FieldShape, ObjectShape, type ShapeTerms } from './answerShape.ts';
import { collectFields } from './collectFields.ts';
import { compilePlan, type RunnableNode } from './compilePlan.ts';
import { type Introspection, listIntrospections } from './introspect.ts';
import { isolateNames } from './isolateNames.ts';
import { type FlagDefinition, listFlags } from './readFlags.ts';
import type { TypeNames } from './typeNames.ts';

/** How many settings of the conditions of one operation are kept: few clients use more than a handful. */
const MAX_SHAPES = 64;

export interface RootShape {
  readonly fields: readonly FieldShape[];
  readonly introspections: readonly Introspection[];
}

export interface CompiledOperation {
  readonly definition: OperationDefinitionNode;
  readonly flags: readonly FlagDefinition[];
  readonly plan: RunnableNode | null;
  readonly answerKeys: ReadonlyMap<string, string>;
  /** About how much memory it keeps, in characters of query and plan. */
  readonly size: number;
  /** The shape of the answer when conditions have these values. */
  shapeOf(flags: ReadonlyMap<string, boolean>): RootShape;
}

/** What operations are compiled against: one supergraph. */
export interface CompileTerms {
  readonly schema: GraphQLSchema;
  readonly innerFieldNames: ReadonlySet<string>;
  /** Type conditions on the whole supergraph, and on what the API shows of it. */
  readonly typeNames: TypeNames;
  readonly apiTypeNames: TypeNames;
  readOperation(document: DocumentNode): Operation;
  plan(operation: Operation): QueryPlan;
}

/** Compiles one operation of a valid document. Throws when the planner refuses it. */
export function compileOperation(
  document: DocumentNode,
  operationName: string | undefined,
  terms: CompileTerms,
): CompiledOperation {
  const definition = findOperation(document, operationName);
  const fragments = listFragments(document, definition);
  const own: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] };
  const names = isolateNames(own, terms.schema, terms.innerFieldNames);
  const queryPlan = terms.plan(terms.readOperation(names.document));
  const plan = compilePlan(queryPlan, {
    typeNames: terms.typeNames,
    callerVariable: (name) => names.callerVariables.get(name) ?? name,
  });
  const shapes = new Map<string, RootShape>();
  const shape = (flags: ReadonlyMap<string, boolean>) =>
    shapeRoot(definition, {
      schema: terms.schema,
      fragments,
      flags,
      accepts: (condition, typename) => terms.apiTypeNames(condition).has(typename),
      sourceKey: (field, key) => names.innerKeys.get(field) ?? key,
    });
  return {
    definition,
    flags: listFlags(own, definition),
    plan,
    answerKeys: names.answerKeys,
    size: JSON.stringify(queryPlan).length + (document.loc?.source.body.length ?? 0),
    shapeOf(flags) {
      const key = [...flags.values()].join();
      const known = shapes.get(key);
      if (known !== undefined) return known;
      if (shapes.size >= MAX_SHAPES) shapes.clear();
      const added = shape(flags);
      shapes.set(key, added);
      return added;
    },
  };
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

/** The fragments that an operation uses: others may name variables that it does not have. */
function listFragments(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, FragmentDefinitionNode> {
  const all = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) all.set(definition.name.value, definition);
  }
  const used = new Map<string, FragmentDefinitionNode>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = all.get(name.value);
        if (fragment === undefined || used.has(name.value)) return;
        used.set(name.value, fragment);
        follow(fragment);
      },
    });
  };
  follow(operation);
  return used;
}

function shapeRoot(definition: OperationDefinitionNode, terms: ShapeTerms): RootShape {
  const type = terms.schema.getRootType(definition.operation);
  if (!type) throw new Error(`the network has no ${definition.operation} type`);
  const selections = [definition.selectionSet];
  const rootFields = collectFields(selections, type.name, terms);
  return {
    fields: new ObjectShape(type, selections, terms).fieldsOf(type.name) ?? [],
    introspections: listIntrospections(rootFields, definition, terms.fragments.values()),
  };
}

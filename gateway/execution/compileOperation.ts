/**
 * Compiles an operation once for a setting of its conditions: its plan, ready to run, and the shape of its answer.
 * Invariant: nothing here depends on a caller, and the document, which others keep, is never changed.
 */
import type { Operation } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { SettledOperation } from '../request/settleConditions.ts';
import { type FieldShape, ObjectShape, type ShapeTerms } from './answerShape.ts';
import { collectFields } from './collectFields.ts';
import { compilePlan, type RunnableNode } from './compilePlan.ts';
import { type Introspection, listIntrospections } from './introspect.ts';
import { isolateNames } from './isolateNames.ts';
import type { TypeNames } from './typeNames.ts';

/** A node of the document, which the shape of the answer keeps, weighs as much as this many characters. */
const CHARACTERS_OF_NODE = 40;

export interface CompiledOperation {
  readonly plan: RunnableNode | null;
  readonly answerKeys: ReadonlyMap<string, string>;
  /** About how much memory it keeps, in characters of query and plan. */
  readonly size: number;
  /** What the answer has at its root. */
  readonly fields: readonly FieldShape[];
  readonly introspections: readonly Introspection[];
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

/** Compiles an operation of a valid document. Throws when the planner refuses it. */
export function compileOperation(
  { definition, fragments, document, nodes }: SettledOperation,
  terms: CompileTerms,
): CompiledOperation {
  const names = isolateNames(document, terms.schema, terms.innerFieldNames);
  const queryPlan = terms.plan(terms.readOperation(names.document));
  const plan = compilePlan(queryPlan, {
    typeNames: terms.typeNames,
    callerVariable: (name) => names.callerVariables.get(name) ?? name,
  });
  const root = shapeRoot(definition, {
    schema: terms.schema,
    fragments,
    accepts: (condition, typename) => terms.apiTypeNames(condition).has(typename),
    sourceKey: (field, key) => names.innerKeys.get(field) ?? key,
  });
  const source = definition.loc?.source.body.length ?? 0;
  const size = JSON.stringify(queryPlan).length + source + nodes * CHARACTERS_OF_NODE;
  return { plan, answerKeys: names.answerKeys, size, ...root };
}

function shapeRoot(
  definition: OperationDefinitionNode,
  terms: ShapeTerms,
): Pick<CompiledOperation, 'fields' | 'introspections'> {
  const type = terms.schema.getRootType(definition.operation);
  if (!type) throw new Error(`the network has no ${definition.operation} type`);
  const selections = [definition.selectionSet];
  const rootFields = collectFields(selections, type.name, terms);
  return {
    fields: new ObjectShape(type, selections, terms).fieldsOf(type.name) ?? [],
    introspections: listIntrospections(rootFields, definition, terms.fragments.values()),
  };
}

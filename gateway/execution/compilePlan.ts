/**
 * Turns the planner's plan into nodes that are ready to run: paths from the root of the data, field lists to copy,
 * corrections with their types worked out. Invariant: nothing here depends on a request.
 */
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import type { DataPath } from './dataPath.ts';
import { type CopySet, compileRequires } from './representation.ts';
import { compileRewrites, type Rewrite } from './rewriteData.ts';
import type { TypeNames } from './typeNames.ts';

export type RunnableNode = SequenceStep | ParallelStep | FetchStep;

export interface SequenceStep {
  readonly kind: 'sequence';
  readonly nodes: readonly RunnableNode[];
}

export interface ParallelStep {
  readonly kind: 'parallel';
  readonly nodes: readonly RunnableNode[];
}

export interface FetchStep {
  readonly kind: 'fetch';
  readonly graph: string;
  readonly path: DataPath;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly document: DocumentNode | undefined;
  readonly variables: readonly VariableUse[];
  /** What to send of each entity; null for a fetch of root fields. */
  readonly requires: CopySet | null;
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

/** A variable of a fetch, and what the caller calls it. */
export interface VariableUse {
  readonly name: string;
  readonly callerName: string;
}

export interface PlanTerms {
  readonly typeNames: TypeNames;
  /** The caller's name of a variable of the planned operation. */
  callerVariable(name: string): string;
}

/** The plan, ready to run; null when there is nothing to fetch. */
export function compilePlan({ node }: QueryPlan, terms: PlanTerms): RunnableNode | null {
  if (node === undefined) return null;
  if (node.kind === 'Subscription') throw new Error('subscriptions are not supported');
  return compileNode(node, [], terms);
}

function compileNode(node: PlanNode, path: DataPath, terms: PlanTerms): RunnableNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((child) => compileNode(child, path, terms)) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((child) => compileNode(child, path, terms)) };
    case 'Flatten':
      return compileNode(node.node, [...path, ...node.path.map(String)], terms);
    case 'Condition':
      throw new Error('conditions are decided before an operation is planned');
    case 'Fetch':
      return compileFetch(node, path, terms);
    case 'Defer':
      throw new Error('`@defer` is not supported');
  }
}

function compileFetch(node: FetchNode, path: DataPath, terms: PlanTerms): FetchStep {
  return {
    kind: 'fetch',
    graph: node.serviceName,
    path,
    operation: node.operation,
    operationName: node.operationName,
    document: node.operationDocumentNode,
    variables: (node.variableUsages ?? []).map((name) => ({ name, callerName: terms.callerVariable(name) })),
    requires: node.requires ? compileRequires(node.requires, terms.typeNames) : null,
    inputRewrites: compileRewrites(node.inputRewrites, terms.typeNames),
    outputRewrites: compileRewrites(node.outputRewrites, terms.typeNames),
  };
}

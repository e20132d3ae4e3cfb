/**
 * Runs rules over a document and turns what they find into problems. Invariant: what a rule finds is bounded in number,
 * for errors and warnings apart: many warnings never hide an error.
 */
import type { ASTNode, Source } from 'graphql';
import { locate } from './locate.ts';
import type { Problem, ProblemLocation } from './problem.ts';
import { sortProblems } from './sortProblems.ts';

/** What a rule finds: a problem whose place is a node. */
export interface Finding extends Omit<Problem, 'severity' | 'locations'> {
  /** An error when absent. */
  readonly severity?: Problem['severity'];
  readonly node: ASTNode;
  /** A second place that the problem is about. */
  readonly otherNode?: ASTNode;
}

/** A rule yields what it finds one by one, so that whoever runs it can stop at a limit. */
export type Rule<Context> = (context: Context) => Iterable<Finding>;

const MOST_FINDINGS_OF_A_RULE = 50;

/** The problems that all rules find, sorted; `file` is how their reader knows the source. */
export function runRules<Context>(
  rules: readonly Rule<Context>[],
  context: Context,
  source: Source,
  file?: string,
): readonly Problem[] {
  return sortProblems(rules.flatMap((rule) => runRule(rule, context, source, file)));
}

function runRule<Context>(
  rule: Rule<Context>,
  context: Context,
  source: Source,
  file: string | undefined,
): readonly Problem[] {
  const problems: Problem[] = [];
  const counts = { error: 0, warning: 0 };
  for (const finding of rule(context)) {
    const severity = finding.severity ?? 'error';
    counts[severity] += 1;
    if (counts[severity] <= MOST_FINDINGS_OF_A_RULE) problems.push(toProblem(finding, source, file));
    if (counts[severity] !== MOST_FINDINGS_OF_A_RULE + 1) continue;
    const message = `more than ${MOST_FINDINGS_OF_A_RULE} problems of this kind`;
    problems.push(toProblem({ code: 'HUB005', severity, message, node: finding.node }, source, file));
    if (severity === 'error') break;
  }
  return problems;
}

function toProblem(finding: Finding, source: Source, file: string | undefined): Problem {
  const { node, otherNode, severity = 'error', ...rest } = finding;
  const nodes = otherNode === undefined ? [node] : [node, otherNode];
  return { ...rest, severity, locations: nodes.map((place) => locateNode(place, source, file)) };
}

/** The place of a node in the source that it was parsed from. */
export function locateNode(node: ASTNode, source: Source, file?: string): ProblemLocation {
  const { start, end } = node.loc ?? { start: 0, end: 0 };
  return locate(source, start, end, file);
}

/**
 * Judges what a publication takes away by the operations that platforms really sent.
 * Invariant: an operation is missed something only where an agreement of the operator shares it with the platform; what nobody
 * asked for is a warning.
 */
import { type DocumentNode, GraphQLError, parse, visit } from 'graphql';
import type { Agreement } from '../../agreements/agreement.ts';
import { countOf } from '../../base/countOf.ts';
import type { Problem } from '../../base/problem.ts';
import type { SentOperation } from '../operations/sentOperation.ts';
import { type ChangeRow, type CheckSection, writeSection } from './checkSection.ts';
import type { SubgraphChange } from './listChanges.ts';

export interface JudgedAgainst {
  readonly operations: readonly SentOperation[];
  /** Those of the operator. */
  readonly agreements: readonly Agreement[];
  /** True where the operator says that it means it. */
  readonly isAccepted: boolean;
}

/** The section `Breaking changes`. */
export function judgeChanges(
  changes: readonly SubgraphChange[],
  { operations, agreements, isAccepted }: JudgedAgainst,
): CheckSection {
  const shared = indexShares(agreements);
  const rows = changes.map((change) => toRow(change, operations, shared));
  const problems = rows.map((row) => toProblem(row, isAccepted));
  const compared = `${countOf(changes.length, 'change')} compared with ${countOf(operations.length, 'operation')} of the last 7 days`;
  const hasMissed = rows.some(({ result }) => result === 'FAIL');
  const notes = hasMissed && isAccepted ? [compared, 'accepted: the operator means it'] : [compared];
  return { ...writeSection('Breaking changes', problems, notes), changes: rows };
}

/** By platform: the fields that any of the operator's agreements with it shares. */
function indexShares(agreements: readonly Agreement[]): ReadonlyMap<string, ReadonlySet<string>> {
  const shared = new Map<string, Set<string>>();
  for (const { platform, clauses } of agreements) {
    const fields = shared.get(platform) ?? new Set();
    for (const { coordinate } of clauses) fields.add(coordinate);
    shared.set(platform, fields);
  }
  return shared;
}

function toRow(
  { code, coordinate, description, field, argument }: SubgraphChange,
  operations: readonly SentOperation[],
  shared: ReadonlyMap<string, ReadonlySet<string>>,
): ChangeRow {
  const affected = operations.filter(
    ({ platform, coordinates, document }) =>
      field !== undefined &&
      coordinates.has(field) &&
      shared.get(platform)?.has(field) === true &&
      (argument === undefined || givesArgument(document, field, argument)),
  );
  return {
    result: affected.length > 0 ? 'FAIL' : 'PASS',
    code,
    coordinate,
    description,
    operations: affected.map(({ platform, hash, count: times }) => ({ platform, hash, count: times })),
  };
}

/** Whether an operation gives the argument to a field of that name; one that cannot be read counts as if it did. */
function givesArgument(document: string, field: string, argument: string): boolean {
  const name = field.slice(field.indexOf('.') + 1);
  let parsed: DocumentNode;
  try {
    parsed = parse(document, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return true;
    throw error;
  }
  let isGiven = false;
  visit(parsed, {
    Field(node) {
      if (node.name.value !== name) return;
      isGiven ||= node.arguments?.some((each) => each.name.value === argument) ?? false;
    },
  });
  return isGiven;
}

function toProblem({ result, description, operations }: ChangeRow, isAccepted: boolean): Problem {
  if (result === 'PASS') return { code: 'HUB043', severity: 'warning', message: description };
  const platforms = [...new Set(operations.map(({ platform }) => platform))].sort().join(', ');
  const asked = operations.reduce((sum, each) => sum + each.count, 0);
  return {
    code: 'HUB043',
    severity: isAccepted ? 'warning' : 'error',
    message: description,
    note: `${countOf(operations.length, 'operation')} of ${platforms} asked for it ${asked.toLocaleString('en')} times in the last 7 days`,
    ...(!isAccepted && {
      help: 'keep it until nobody asks for it, or say that it is meant: `--accept breaking`',
    }),
  };
}

/**
 * Judges what a publication takes away by the operations that platforms really sent.
 * Invariant: an operation is missed something only where an agreement of the operator shares it with the platform; what nobody
 * asked for is a warning.
 */
import type { Agreement } from '../../agreements/agreement.ts';
import { countOf } from '../../base/countOf.ts';
import { mapInSlices } from '../../base/mapInSlices.ts';
import type { Problem } from '../../base/problem.ts';
import type { SentOperation, SentOperations } from '../operations/sentOperation.ts';
import { type ChangeRow, type CheckSection, writeSection } from './checkSection.ts';
import type { SubgraphChange } from './listChanges.ts';

export interface JudgedAgainst {
  readonly operations: SentOperations;
  /** Those of the operator. */
  readonly agreements: readonly Agreement[];
  /** True where the operator says that it means it. */
  readonly isAccepted: boolean;
}

/** So many operations are looked through in one go. */
const SLICE = 200;

/** The section `Breaking changes`. */
export async function judgeChanges(
  changes: readonly SubgraphChange[],
  { operations: { operations, leftOut }, agreements, isAccepted }: JudgedAgainst,
): Promise<CheckSection> {
  const shared = indexShares(agreements);
  const asking = await indexOperations(operations, new Set(changes.map(({ coordinate }) => coordinate)));
  const rows = changes.map((change) => toRow(change, asking.get(change.coordinate) ?? [], shared));
  const problems = rows.map((row) => toProblem(row, isAccepted));
  const compared = `${countOf(changes.length, 'change')} compared with ${countOf(operations.length, 'operation')} of the last 7 days`;
  const hasMissed = rows.some(({ result }) => result === 'FAIL');
  const notes = [
    compared,
    ...(leftOut.size > 0 ? [sayLeftOut(leftOut)] : []),
    ...(hasMissed && isAccepted ? ['accepted: the operator means it'] : []),
  ];
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

/** By coordinate of a change: the operations that ask for that field, or give that argument. */
async function indexOperations(
  operations: readonly SentOperation[],
  changed: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly SentOperation[]>> {
  const asking = new Map([...changed].map((coordinate) => [coordinate, [] as SentOperation[]]));
  await mapInSlices(operations, SLICE, (operation) => {
    for (const coordinate of operation.coordinates) asking.get(coordinate)?.push(operation);
  });
  return asking;
}

/** What a check must not keep to itself: that nobody is seen to ask for a field may be for want of looking. */
function sayLeftOut(leftOut: SentOperations['leftOut']): string {
  const counts = [...leftOut].map(([platform, count]) => `${count.toLocaleString('en')} of ${platform}`);
  return `not compared: operations that were sent less often than all others, ${counts.sort().join(', ')}`;
}

function toRow(
  { code, coordinate, description, field }: SubgraphChange,
  asking: readonly SentOperation[],
  shared: ReadonlyMap<string, ReadonlySet<string>>,
): ChangeRow {
  const affected = asking.filter(
    ({ platform }) => field !== undefined && shared.get(platform)?.has(field) === true,
  );
  return {
    result: affected.length > 0 ? 'FAIL' : 'PASS',
    code,
    coordinate,
    description,
    operations: affected.map(({ platform, hash, count }) => ({ platform, hash, count })),
  };
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

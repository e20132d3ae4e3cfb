/**
 * Prints a check for people: each section with how it ended, what was compared, and what was taken away as a table.
 * Problems are not in here: they go where problems go, with their places.
 */
import { countOf } from '../../base/countOf.ts';
import { displayWidth } from '../../base/displayWidth.ts';
import { printableText } from '../../base/printableText.ts';
import type { Problem } from '../../base/problem.ts';

/** A check as the control API answers it. */
export interface ToldCheck {
  readonly operator: string;
  readonly passed: boolean;
  readonly accepted: readonly string[];
  readonly sections: readonly ToldSection[];
}

export interface ToldSection {
  readonly title: string;
  readonly status: string;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly changes?: readonly ToldChange[] | null;
}

export interface ToldChange {
  readonly result: string;
  readonly code: string;
  readonly description: string;
  readonly operations: readonly { readonly platform: string; readonly count: number }[];
}

/** The lines of a check, without a final line break. */
export function printSections(sections: readonly ToldSection[]): string {
  const width = Math.max(...sections.map(({ title }) => title.length));
  return sections.flatMap((section) => printSection(section, width)).join('\n');
}

function printSection(
  { title, status, problems, notes, changes }: ToldSection,
  width: number,
): readonly string[] {
  const found = problems.length === 0 ? '' : `  ${countOf(problems.length, 'problem')}`;
  return [
    `${title.padEnd(width)}  [${status}]${found}`,
    ...notes.map((note) => `  ${printableText(note)}`),
    ...(changes && changes.length > 0 ? printTable(changes).map((line) => `  ${line}`) : []),
  ];
}

function printTable(changes: readonly ToldChange[]): readonly string[] {
  const rows = changes.map(({ result, code, description, operations }) => [
    result,
    code,
    printableText(description),
    operations.length === 0 ? '-' : sayOperations(operations),
  ]);
  const table = [['Change', 'Code', 'Description', 'Affected operations'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => displayWidth(row[column] ?? ''))));
  return table.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
      .join('  '),
  );
}

function sayOperations(operations: ToldChange['operations']): string {
  const platforms = [...new Set(operations.map(({ platform }) => platform))].sort().join(', ');
  const sent = operations.reduce((sum, { count }) => sum + count, 0);
  return `${operations.length} of ${printableText(platforms)}, sent ${sent.toLocaleString('en')} times`;
}

/**
 * Prints what a new version changes for a terminal, what it widens first. Invariant: no control character of an agreement's
 * text reaches the terminal.
 */
import { printableText } from '../../base/printableText.ts';
import type { Effect } from './compareGrants.ts';
import type { TermChange } from './compareTerms.ts';
import type { AgreementDiff, FieldChange, Grant } from './diffAgreements.ts';

const ORDER: readonly Effect[] = ['widens', 'changes', 'narrows'];

const SIGNATURES: Readonly<Record<AgreementDiff['signatures'], string>> = {
  both: 'both parties sign it',
  one: 'one party may declare it, with notice: masks get stricter or retention shorter, and nothing else changes',
  none: 'nothing changes',
};

/** The text, without a final line break. */
export function printDiff(diff: AgreementDiff): string {
  const { before, after, terms, fields, dormant, signatures } = diff;
  const version = before === null ? 'the first version' : `version ${before.version} to ${after.version}`;
  const lines = [
    `${after.id}: ${version}`,
    ...section('terms', sortByEffect(terms).map(termRow)),
    ...section('fields', sortByEffect(fields).map(fieldRow)),
    ...section(
      'said otherwise, though nothing is granted by it yet',
      dormant.map((coordinate) => [coordinate]),
    ),
    SIGNATURES[signatures],
  ];
  return lines.map(printableText).join('\n');
}

function sortByEffect<Change extends { readonly effect: Effect }>(
  changes: readonly Change[],
): readonly Change[] {
  return ORDER.flatMap((effect) => changes.filter((change) => change.effect === effect));
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)),
    [],
  );
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return rows.length === 0 ? [] : [title, ...lines.map((line) => `  ${line.trimEnd()}`)];
}

function termRow({ effect, term, before, after }: TermChange): readonly string[] {
  if (before === null) return [effect, term, `adds ${after}`];
  return [effect, term, after === null ? `removes ${before}` : `${before} to ${after}`];
}

function fieldRow({ effect, coordinate, relation, purposes, before, after }: FieldChange): readonly string[] {
  return [effect, coordinate, relation, purposes.join(', '), sayChange(before, after)];
}

function sayChange(before: Grant | null, after: Grant | null): string {
  if (before === null) return after === null ? '' : `adds it ${sayMask(after)}, ${after.phase}`;
  if (after === null) return `removes it; it was ${sayMask(before)}, ${before.phase}`;
  const parts = [
    ...(before.mask === after.mask ? [] : [`from ${sayMask(before)} to ${sayMask(after)}`]),
    ...(before.phase === after.phase ? [] : [`from ${before.phase} to ${after.phase}`]),
  ];
  return parts.join(', and ');
}

function sayMask({ mask }: Grant): string {
  return mask === null ? 'as it is' : `as ${mask}`;
}

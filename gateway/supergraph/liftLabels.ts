/**
 * Lifts the labels out of a document into a table by coordinate: out of the contract, an extension joined to it, or
 * a composed supergraph. A field without exactly one label, or with one that cannot be read, is not in the table.
 */
import type { DocumentNode } from 'graphql';
import type { Label } from '../base/label.ts';
import { readLinks } from '../base/readLinks.ts';
import { indexTypes } from './indexTypes.ts';
import { type LabelMark, readLabelMarks } from './readLabelMarks.ts';

/** The labels of a document by coordinate, as `LockerLeg.deadline`, of object types and interfaces. */
export function liftLabels(document: DocumentNode): ReadonlyMap<string, Label> {
  const links = readLinks(document);
  const labels = new Map<string, Label>();
  for (const type of indexTypes(document).values()) {
    for (const field of type.fields.values()) {
      const label = toLabel(readLabelMarks(field.directives, links));
      if (label !== undefined) labels.set(`${type.name}.${field.name.value}`, label);
    }
  }
  return labels;
}

/** The label that the marks of one field amount to; undefined unless they are exactly one label. */
export function toLabel(marks: readonly LabelMark[]): Label | undefined {
  const continuity = marks.filter((mark) => mark.kind === 'continuity').length;
  const [mark, ...others] = marks.filter(({ kind }) => kind !== 'continuity');
  if (mark === undefined || others.length > 0 || continuity > 1) return undefined;
  if (mark.kind === 'operational') return { kind: 'operational', continuity: continuity === 1 };
  if (continuity > 0 || mark.category === '' || mark.subject === '') return undefined;
  return { kind: 'personal', category: mark.category, subject: mark.subject, continuity: false };
}

/**
 * Lifts the labels out of a document into a table by coordinate: out of the contract, an extension joined to it, or
 * a composed supergraph. A field without exactly one label, or with one that cannot be read, is not in the table.
 */
import type { DocumentNode } from 'graphql';
import { indexTypes } from '../base/indexTypes.ts';
import type { Label } from '../base/label.ts';
import { toLabel } from '../base/labelMarks.ts';
import { readLinks } from '../base/readLinks.ts';
import { readLabelMarks } from './readLabelMarks.ts';

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

/** HUB024: a label that stands on a field of the contract says what the contract says. */

import { print } from 'graphql';
import type { Label } from '../../base/label.ts';
import type { LabelMark } from '../../base/labelMarks.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { readLabelMarks } from '../readLabelMarks.ts';

export function* labelsMatchContract({ contract, types, links }: CheckContext): Iterable<Finding> {
  for (const type of types.values()) {
    for (const [name, field] of type.fields) {
      const coordinate = `${type.name}.${name}`;
      const label = contract.labels.get(coordinate);
      if (label === undefined) continue;
      const seen = new Set<string>();
      for (const mark of readLabelMarks(field.directives, links)) {
        if (seen.has(mark.kind)) {
          const message = `${quote(coordinate)} is labelled ${quote(`@${mark.kind}`)} twice`;
          yield { code: 'HUB024', message, node: mark.node };
        }
        seen.add(mark.kind);
        if (agrees(mark, label)) continue;
        yield {
          code: 'HUB024',
          message: `${quote(coordinate)} is labelled ${quote(print(mark.node))}, in the contract ${quote(printLabel(label))}`,
          node: mark.node,
          help: 'write the label of the contract, or none: labels are read from the contract',
        };
      }
    }
  }
}

/**
 * Each mark is judged by itself: `@operational` without the `@continuity` of the contract changes nothing.
 * A mark with other arguments than its definition has is read as another label.
 */
function agrees(mark: LabelMark, label: Label): boolean {
  if ((mark.node.arguments ?? []).length !== (mark.kind === 'personal' ? 2 : 0)) return false;
  switch (mark.kind) {
    case 'operational':
      return label.kind === 'operational';
    case 'continuity':
      return label.continuity;
    case 'personal':
      return label.kind === 'personal' && mark.category === label.category && mark.subject === label.subject;
  }
}

function printLabel(label: Label): string {
  if (label.kind === 'personal') return printPersonal(label.category, label.subject);
  return label.continuity ? '@operational @continuity' : '@operational';
}

function printPersonal(category: string, subject: string): string {
  return `@personal(category: ${category}, subject: ${subject})`;
}

/** HUB033: each field of an extension carries exactly one label that can be read, and never `@continuity`. */

import type { LabelMark } from '../../base/labelMarks.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { listExtensionFields } from '../listExtensionFields.ts';
import { readLabelMarks } from '../readLabelMarks.ts';

const HELP = 'add `@operational`, or `@personal(category:, subject:)` where it relates to a person';

export function* extensionFieldsAreLabelled(context: CheckContext): Iterable<Finding> {
  for (const { field, coordinate } of listExtensionFields(context)) {
    const marks = readLabelMarks(field.directives, context.links);
    const labels = marks.filter((mark) => mark.kind !== 'continuity');
    const [label, second] = labels;
    if (label === undefined) {
      const message = `${quote(coordinate)} has no label`;
      yield { code: 'HUB033', message, node: field.name, help: HELP };
    } else if (second !== undefined) {
      yield { code: 'HUB033', message: `${quote(coordinate)} has more than one label`, node: second.node };
    } else {
      yield* checkPersonal(coordinate, label, context);
    }
    for (const mark of marks.filter(({ kind }) => kind === 'continuity')) {
      const message = `${quote(coordinate)} is labelled \`@continuity\``;
      yield { code: 'HUB033', message, node: mark.node, note: 'only the contract says what the floor holds' };
    }
  }
}

function* checkPersonal(coordinate: string, mark: LabelMark, { contract }: CheckContext): Iterable<Finding> {
  if (mark.kind !== 'personal') return;
  const { categories, subjects } = contract;
  if (!categories.has(mark.category)) yield unknownValue(coordinate, 'category', mark, categories);
  if (!subjects.has(mark.subject)) yield unknownValue(coordinate, 'subject', mark, subjects);
}

function unknownValue(
  coordinate: string,
  argument: 'category' | 'subject',
  mark: LabelMark,
  known: ReadonlySet<string>,
): Finding {
  const names = [...known].map(quote).join(', ');
  const message = `the label of ${quote(coordinate)} has no ${quote(argument)} that is known`;
  return { code: 'HUB033', message, node: mark.node, help: `${quote(argument)} is one of ${names}` };
}

/**
 * Reads the label directives of a field, and what they amount to. Invariant: they are known by the identity of the
 * specification that the reader names: a directive that is merely called `@operational` is no label.
 */
import { type ConstDirectiveNode, Kind } from 'graphql';
import type { Label } from './label.ts';
import type { SchemaLinks } from './readLinks.ts';

/** One label directive as it stands on a field. */
export interface LabelMark {
  readonly kind: 'operational' | 'personal' | 'continuity';
  readonly node: ConstDirectiveNode;
  /** Of `@personal`; empty when it is missing or no enum value. */
  readonly category: string;
  readonly subject: string;
}

/** The labels of a specification among the directives of a field, in the order in which they stand. */
export function listLabelMarks(
  spec: string,
  directives: readonly ConstDirectiveNode[] | undefined,
  links: SchemaLinks,
): readonly LabelMark[] {
  const marks: LabelMark[] = [];
  for (const node of directives ?? []) {
    const linked = links.resolve(`@${node.name.value}`);
    const kind = linked?.link.identity === spec ? linked.element.slice(1) : undefined;
    if (kind !== 'operational' && kind !== 'personal' && kind !== 'continuity') continue;
    marks.push({ kind, node, category: readEnum(node, 'category'), subject: readEnum(node, 'subject') });
  }
  return marks;
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

function readEnum(node: ConstDirectiveNode, name: string): string {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.ENUM ? value.value : '';
}

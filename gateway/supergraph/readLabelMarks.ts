/**
 * Reads the label directives of one field. Invariant: they are known by the identity of the network's specification:
 * a directive that is merely called `@operational` is no label.
 */
import { type ConstDirectiveNode, Kind } from 'graphql';
import { NETWORK_SPEC_URL } from '../../schema/network.ts';
import type { SchemaLinks } from '../base/readLinks.ts';

/** The identity of the specification of the labels: its URL without the version. */
export const NETWORK_SPEC = NETWORK_SPEC_URL.replace(/\/v[^/]+$/, '');

/** One label directive as it stands on a field. */
export interface LabelMark {
  readonly kind: 'operational' | 'personal' | 'continuity';
  readonly node: ConstDirectiveNode;
  /** Of `@personal`; empty when it is missing or no enum value. */
  readonly category: string;
  readonly subject: string;
}

/** The label directives among the directives of a field, in the order in which they stand. */
export function readLabelMarks(
  directives: readonly ConstDirectiveNode[] | undefined,
  links: SchemaLinks,
): readonly LabelMark[] {
  const marks: LabelMark[] = [];
  for (const node of directives ?? []) {
    const linked = links.resolve(`@${node.name.value}`);
    const kind = linked?.link.identity === NETWORK_SPEC ? linked.element.slice(1) : undefined;
    if (kind !== 'operational' && kind !== 'personal' && kind !== 'continuity') continue;
    marks.push({ kind, node, category: readEnum(node, 'category'), subject: readEnum(node, 'subject') });
  }
  return marks;
}

function readEnum(node: ConstDirectiveNode, name: string): string {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.ENUM ? value.value : '';
}

/** Reads the label directives of one field by the identity of this network's specification. */
import type { ConstDirectiveNode } from 'graphql';
import { NETWORK_SPEC_URL } from '../../schema/network.ts';
import { type LabelMark, listLabelMarks } from '../base/labelMarks.ts';
import type { SchemaLinks } from '../base/readLinks.ts';

/** The identity of the specification of the labels: its URL without the version. */
export const NETWORK_SPEC = NETWORK_SPEC_URL.replace(/\/v[^/]+$/, '');

/** The label directives among the directives of a field, in the order in which they stand. */
export function readLabelMarks(
  directives: readonly ConstDirectiveNode[] | undefined,
  links: SchemaLinks,
): readonly LabelMark[] {
  return listLabelMarks(NETWORK_SPEC, directives, links);
}

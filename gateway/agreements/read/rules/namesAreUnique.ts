/** HUB003: a type and a field is restated once, and no name is one of GraphQL's own. */
import type { NameNode } from 'graphql';
import { quote } from '../../../base/quote.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

export function* namesAreUnique({ types }: AgreementCheck): Iterable<Finding> {
  for (const { repeated, nameNode, fields } of types.values()) {
    for (const node of repeated) {
      yield { code: 'HUB003', message: `${quote(node.value)} is defined a second time`, node };
    }
    for (const node of [nameNode, ...[...fields.values()].map((field) => field.name)]) yield* reserved(node);
  }
}

function* reserved(node: NameNode): Iterable<Finding> {
  if (!node.value.startsWith('__')) return;
  const note = 'names that begin with `__` belong to GraphQL';
  yield { code: 'HUB003', message: `the name ${quote(node.value)} is reserved`, node, note };
}

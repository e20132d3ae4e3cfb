/** HUB025: what the contract marks `@shareable` is marked so here, on the type or on each of its fields. */
import type { ConstDirectiveNode } from 'graphql';
import { quote } from '../../base/quote.ts';
import type { SchemaLinks } from '../../base/readLinks.ts';
import { type CheckContext, FEDERATION_SPEC, type Finding } from '../checkContext.ts';

export function* valueTypesAreShareable(context: CheckContext): Iterable<Finding> {
  const { contract, types, links, linksFederation } = context;
  if (!linksFederation) return;
  for (const type of types.values()) {
    const expected = contract.types.get(type.name);
    if (expected === undefined || type.kind !== 'object') continue;
    if (!isShareable(expected.directives, contract.links)) continue;
    // On an extension the mark covers the extension's fields only, so each part is looked at by itself.
    const isMarked = type.nodes.every(
      (node) =>
        isShareable(node.directives, links) ||
        ('fields' in node && (node.fields ?? []).every((field) => isShareable(field.directives, links))),
    );
    if (isMarked) continue;
    const message = `${quote(type.name)} is not ${quote('@shareable')}`;
    yield {
      code: 'HUB025',
      message,
      node: type.nameNode,
      help: `write ${quote(`type ${type.name} @shareable`)}`,
    };
  }
}

function isShareable(directives: readonly ConstDirectiveNode[] | undefined, links: SchemaLinks): boolean {
  return (directives ?? []).some((node) => {
    const linked = links.resolve(`@${node.name.value}`);
    return linked?.link.identity === FEDERATION_SPEC && linked.element === '@shareable';
  });
}

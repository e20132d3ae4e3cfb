/**
 * HUB012: of Federation's directives only those are used that leave it to the contract who answers which field.
 * Invariant: the list names what is allowed, so a directive of a later version of Federation is refused.
 */
import { type ConstDirectiveNode, type DirectiveNode, Kind } from 'graphql';
import { quote } from '../../base/quote.ts';
import type { SchemaLinks } from '../../base/readLinks.ts';
import { type CheckContext, FEDERATION_SPEC, type Finding } from '../checkContext.ts';
import { NETWORK_SPEC } from '../readLabelMarks.ts';
import { listDirectives } from './listDirectives.ts';

const ALLOWED = ['@key', '@shareable', '@tag', '@composeDirective'];

const WHY_NOT: ReadonlyMap<string, string> = new Map([
  ['@requires', 'its inputs would be sent from one operator to another'],
  ['@provides', 'each operator answers for its own legs only'],
  ['@external', 'each operator answers for its own legs only'],
  ['@override', 'no operator takes a field from another'],
  ['@interfaceObject', 'legs have the concrete types of the contract'],
  ['@inaccessible', 'agreements decide who sees a field'],
  ['@extends', 'Federation 2 needs no mark on types that several graphs define'],
]);

export function* usesAllowedDirectives({ document, links }: CheckContext): Iterable<Finding> {
  for (const node of listDirectives(document)) {
    const linked = links.resolve(`@${node.name.value}`);
    if (linked?.link.identity !== FEDERATION_SPEC) continue;
    if (linked.element === '@composeDirective' && !composesLabel(node, links)) {
      const help = 'remove it: the contract decides what else is composed';
      yield {
        code: 'HUB012',
        message: '`@composeDirective` names something that is not a label',
        node,
        help,
      };
    }
    if (ALLOWED.includes(linked.element)) continue;
    const reason = WHY_NOT.get(linked.element);
    yield {
      code: 'HUB012',
      message: `${quote(linked.element)} is not used on this network`,
      node,
      ...(reason === undefined ? {} : { note: reason }),
      help: 'remove the directive',
    };
  }
}

function composesLabel(node: DirectiveNode | ConstDirectiveNode, links: SchemaLinks): boolean {
  const name = node.arguments?.find((argument) => argument.name.value === 'name')?.value;
  return name?.kind === Kind.STRING && links.resolve(name.value)?.link.identity === NETWORK_SPEC;
}

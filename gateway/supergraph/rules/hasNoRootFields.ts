/** HUB014: an operator answers for entities; the only root fields are those that Federation itself adds. */
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';

const FEDERATION_FIELDS = ['_entities', '_service'];

export function* hasNoRootFields({ rootTypes, allTypes }: CheckContext): Iterable<Finding> {
  for (const [operation, name] of rootTypes) {
    for (const [field, node] of allTypes.get(name)?.fields ?? []) {
      if (operation === 'query' && FEDERATION_FIELDS.includes(field)) continue;
      yield {
        code: 'HUB014',
        message: `${quote(`${name}.${field}`)} is a root field`,
        node: node.name,
        help: 'remove it: the hub asks operators for entities only',
      };
    }
  }
}

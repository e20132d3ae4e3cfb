/** HUB017: no other role's leg is defined, and no field leads to a leg, be it the interface, another's or its own. */

import { namedType } from '../../base/namedType.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import type { RoleContract } from '../readRoleContract.ts';

export function* leavesOtherLegsAlone({ contract, types }: CheckContext): Iterable<Finding> {
  const other = types.get(contract.otherLegType);
  if (other !== undefined) {
    const message = `${quote(other.name)} is not a type of this role`;
    yield { code: 'HUB017', message, node: other.nameNode, help: 'remove it' };
  }
  const legs = listLegTypes(contract);
  for (const type of types.values()) {
    if (type === other) continue;
    for (const [name, field] of type.fields) {
      const target = namedType(field.type);
      if (!legs.has(target.name.value)) continue;
      yield {
        code: 'HUB017',
        message: `${quote(`${type.name}.${name}`)} leads to a leg`,
        node: target,
        help: 'name the other leg with `LegReference`: the code of its operator, and its waybill',
      };
    }
  }
}

/** Both leg types and the interfaces that legs implement. */
function listLegTypes(contract: RoleContract): ReadonlySet<string> {
  const interfaces = contract.types.get(contract.legType)?.interfaces ?? [];
  return new Set([
    contract.legType,
    contract.otherLegType,
    ...interfaces.map((reference) => reference.name.value),
  ]);
}

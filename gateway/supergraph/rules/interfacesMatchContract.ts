/** HUB026: a type implements no interface but those of the contract, and each of those completely. */
import { Kind } from 'graphql';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';

export function* interfacesMatchContract({ contract, types }: CheckContext): Iterable<Finding> {
  for (const type of types.values()) {
    const known = contract.types.get(type.name);
    if (known === undefined) continue;
    const expected = known.interfaces.map((reference) => reference.name.value);
    for (const reference of type.interfaces) {
      const name = reference.name.value;
      if (!expected.includes(name)) {
        const message = `${quote(type.name)} implements ${quote(name)}, which it does not in the contract`;
        yield { code: 'HUB026', message, node: reference };
        continue;
      }
      for (const field of types.get(name)?.fields.keys() ?? []) {
        // A key that is missing has a rule of its own.
        const isKey = known.fields.get(field)?.type.kind === Kind.NON_NULL_TYPE;
        if (type.fields.has(field) || isKey) continue;
        const message = `${quote(type.name)} has no ${quote(field)}, which ${quote(name)} has`;
        const help = `add it, or leave it out of ${quote(name)} too`;
        yield { code: 'HUB026', message, node: type.nameNode, help };
      }
    }
  }
}

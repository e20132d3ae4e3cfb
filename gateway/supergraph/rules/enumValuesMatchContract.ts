/** HUB023: a warning for each enum value that the contract does not know; where it is answered, the hub answers null. */
import { didYouMean } from '../../base/didYouMean.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';

export function* enumValuesMatchContract({ contract, types }: CheckContext): Iterable<Finding> {
  for (const type of types.values()) {
    const expected = contract.types.get(type.name);
    if (expected?.kind !== 'enum') continue;
    for (const [value, node] of type.values) {
      if (expected.values.has(value)) continue;
      yield {
        code: 'HUB023',
        severity: 'warning',
        message: `${quote(`${type.name}.${value}`)} is not in the contract`,
        node: node.name,
        note: 'where it is answered, the hub answers null',
        help: didYouMean(value, expected.values.keys()) ?? 'answer a value of the contract',
      };
    }
  }
}

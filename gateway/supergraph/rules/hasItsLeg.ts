/** HUB015: the leg of the role is there, and it and the types of its key have the fields of their keys. */
import { Kind } from 'graphql';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';

export function* hasItsLeg({ contract, types, document }: CheckContext): Iterable<Finding> {
  if (!types.has(contract.legType)) {
    yield {
      code: 'HUB015',
      message: `the document has no ${quote(contract.legType)}`,
      // The whole document is meant; problems point at its beginning.
      node: document.definitions[0] ?? document,
      note: `it is the subgraph of a ${contract.role === 'courier' ? 'courier' : 'locker operator'}`,
      help: `start from the contract of your role and leave out what you do not have`,
    };
  }
  for (const [typeName, expected] of contract.types) {
    const type = types.get(typeName);
    if (type === undefined || expected.kind !== 'object') continue;
    for (const [fieldName, field] of expected.fields) {
      // In the contract keys are the only fields that are not nullable.
      if (field.type.kind !== Kind.NON_NULL_TYPE || type.fields.has(fieldName)) continue;
      const message = `${quote(typeName)} has no ${quote(fieldName)}, which is part of its key`;
      yield { code: 'HUB015', message, node: type.nameNode };
    }
  }
}

/** HUB036: a client that knows nothing of the operator can leave out every argument of an extension field. */
import { Kind, specifiedScalarTypes } from 'graphql';
import { namedType } from '../../base/namedType.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { listExtensionFields } from '../listExtensionFields.ts';

const BUILT_IN = specifiedScalarTypes.map((type) => type.name);

export function* extensionArgumentsAreOptional(context: CheckContext): Iterable<Finding> {
  for (const { field, coordinate } of listExtensionFields(context)) {
    for (const argument of field.arguments ?? []) {
      const name = namedType(argument.type).name.value;
      const place = quote(`${coordinate}(${argument.name.value}:)`);
      const node = argument;
      if (argument.type.kind === Kind.NON_NULL_TYPE) {
        yield { code: 'HUB036', message: `${place} is required`, node, help: 'make it nullable' };
      }
      const kind = context.types.get(name)?.kind;
      if (BUILT_IN.includes(name) || kind === undefined || kind === 'enum' || kind === 'scalar') continue;
      const message = `${place} has the type ${quote(name)}, which is neither a scalar nor an enum`;
      yield { code: 'HUB036', message, node: argument.type };
    }
  }
}

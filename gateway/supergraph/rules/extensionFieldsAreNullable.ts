/** HUB032: extension fields and the items of their lists are nullable, since agreements may withhold them. */
import { print } from 'graphql';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { listExtensionFields } from '../listExtensionFields.ts';

export function* extensionFieldsAreNullable(context: CheckContext): Iterable<Finding> {
  for (const { field, coordinate } of listExtensionFields(context)) {
    const type = print(field.type);
    if (!type.includes('!')) continue;
    yield {
      code: 'HUB032',
      message: `${quote(coordinate)} has the type ${quote(type)}, which is not nullable throughout`,
      node: field.type,
      help: `write ${quote(type.replaceAll('!', ''))}`,
    };
  }
}

/** HUB052: the document has one `@agreement` and object types, and nothing else. */
import { Kind } from 'graphql';
import { quote } from '../../../base/quote.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

export function* hasDefinitionsOfAgreements(check: AgreementCheck): Iterable<Finding> {
  const { document, agreements, types, isLinked } = check;
  // Without the link no directive is `@agreement`, and another rule says so.
  if (agreements.length === 0 && isLinked) {
    const message = 'the document has no `@agreement`';
    const help =
      'say between whom it is: `@agreement(operator: "...", platform: "...", purposes: [...], from: "...", until: "...")`';
    yield { code: 'HUB052', message, node: document, help };
  }
  for (const node of agreements.slice(1)) {
    const help = 'write an agreement for another pair, or for another time, into a document of its own';
    yield { code: 'HUB052', message: 'the document has a second `@agreement`', node, help };
  }
  for (const definition of document.definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
      const message = `${quote(`@${definition.name.value}`)} is defined here`;
      const note = 'the directives of agreements are linked, never defined';
      yield { code: 'HUB052', message, node: definition.name, note, help: 'remove the definition' };
    }
    if (
      (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) &&
      (definition.operationTypes?.length ?? 0) > 0
    ) {
      const message = 'an agreement has no root types';
      yield { code: 'HUB052', message, node: definition, help: 'write `extend schema` without them' };
    }
  }
  for (const { kind, name, nameNode } of types.values()) {
    if (kind === 'object' || kind === 'interface') continue;
    const message = `${quote(name)} is ${kind === 'input' || kind === 'enum' ? 'an' : 'a'} ${kind}`;
    const note = 'an agreement restates object types only; all others are taken from the contract';
    yield { code: 'HUB052', message, node: nameNode, note, help: 'remove it' };
  }
}

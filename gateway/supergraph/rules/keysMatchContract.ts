/** HUB016: a type has the keys of the contract, no other, and answers for them as the contract says. */
import { type ConstDirectiveNode, Kind } from 'graphql';
import type { TypeEntry } from '../../base/indexTypes.ts';
import { quote } from '../../base/quote.ts';
import type { SchemaLinks } from '../../base/readLinks.ts';
import { type CheckContext, FEDERATION_SPEC, type Finding } from '../checkContext.ts';
import { normalizeFieldSet } from '../normalizeFieldSet.ts';

export function* keysMatchContract(context: CheckContext): Iterable<Finding> {
  const { contract, types, links, linksFederation } = context;
  if (!linksFederation) return;
  for (const type of types.values()) {
    // The other role's leg is refused as a whole.
    if (type.name === contract.otherLegType) continue;
    const expected = [...readKeys(contract.types.get(type.name), contract.links).keys()];
    const found = readKeys(type, links);
    const unexpected = [...found].filter(([key]) => !expected.includes(key));
    for (const [key, node] of unexpected) {
      const [contractKey] = expected;
      yield {
        code: 'HUB016',
        message: `${quote(type.name)} has the key ${quote(key)}, which the contract does not give it`,
        node,
        help:
          contractKey === undefined ? 'remove the key' : `the key of the contract is ${quote(contractKey)}`,
      };
    }
    for (const key of unexpected.length === 0 ? expected : []) {
      if (found.has(key)) continue;
      const message = `${quote(type.name)} has no key ${quote(key)}`;
      yield { code: 'HUB016', message, node: type.nameNode, help: `add ${quote(`@key(${key})`)}` };
    }
  }
}

/** The keys of a type as `fields: "..."`, with `resolvable: false` where that is said. */
function readKeys(type: TypeEntry | undefined, links: SchemaLinks): ReadonlyMap<string, ConstDirectiveNode> {
  const keys = new Map<string, ConstDirectiveNode>();
  for (const node of type?.directives ?? []) {
    const linked = links.resolve(`@${node.name.value}`);
    if (linked?.link.identity !== FEDERATION_SPEC || linked.element !== '@key') continue;
    keys.set(printKey(node), node);
  }
  return keys;
}

function printKey(node: ConstDirectiveNode): string {
  const find = (name: string) => node.arguments?.find((argument) => argument.name.value === name)?.value;
  const [fields, resolvable] = [find('fields'), find('resolvable')];
  const text = fields?.kind === Kind.STRING ? (normalizeFieldSet(fields.value) ?? fields.value) : '';
  const isReference = resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
  return `fields: "${text}"${isReference ? ', resolvable: false' : ''}`;
}

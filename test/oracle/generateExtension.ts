/**
 * Generates what an operator adds to its leg type: prefixed fields, and object types, enums and scalars of its own, one
 * below the other, a type that leads back to itself among them.
 */
import type { Role } from '../../schema/network.ts';
import type { Random } from './random.ts';

const OPERATIONAL = '@operational';
const PERSONAL = '@personal(category: IDENTITY, subject: RECIPIENT)';
const FREE_TEXT = '@personal(category: FREE_TEXT, subject: ANYBODY)';
const SCALARS = ['String', 'String', 'ID', 'DateTime', 'Int', 'Float', 'Boolean'];
/** Value types and enums of the contract that an extension may use. */
const SHARED = ['Money', 'Facility', 'CoarsePlace', 'Recipient', 'Address', 'ParcelStatus', 'Custody'];
const WORDS = ['cold', 'box', 'route', 'note', 'check', 'load', 'door', 'slip', 'band', 'lamp'];

/** The extension of an operator whose names begin as `prefixOf` says; empty for none. */
export function generateExtension(random: Random, code: string, role: Role): string {
  if (random.chance(0.2)) return '';
  const prefix = prefixOf(code);
  const types = Array.from({ length: random.int(4) }, (_, index) => `${prefix.type}Part${index}`);
  const names = [...SCALARS, ...SHARED, `${prefix.type}Kind`, `${prefix.type}Blob`];
  const blocks = [
    `extend type ${role === 'courier' ? 'CourierLeg' : 'LockerLeg'} {\n${writeFields(random, prefix.field, 2 + random.int(5), [...names, ...types, ...types, ...types], prefix.type)}\n}`,
    `enum ${prefix.type}Kind { ALPHA BRAVO CHARLIE }`,
    `scalar ${prefix.type}Blob`,
  ];
  for (const [index, type] of types.entries()) {
    // Types lead to later ones, so chains are up to three long; one in ten leads back to itself.
    const deeper = types.slice(index + (random.chance(0.1) ? 0 : 1));
    const fields = writeFields(random, '', 1 + random.int(4), [...names, ...deeper, ...deeper], prefix.type);
    blocks.push(`type ${type} {\n  own: String ${random.pick([OPERATIONAL, PERSONAL])}\n${fields}\n}`);
  }
  return blocks.join('\n');
}

/** How an operator's own names begin, as the network's rule has it: `sfExpress_`, `SfExpress_`. */
export function prefixOf(code: string): { readonly field: string; readonly type: string } {
  const type = `${code.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}_`;
  return { field: `${type.charAt(0).toLowerCase()}${type.slice(1)}`, type };
}

function writeFields(
  random: Random,
  prefix: string,
  count: number,
  types: readonly string[],
  typePrefix: string,
): string {
  return random
    .shuffle(WORDS)
    .slice(0, count)
    .map((word) => {
      const named = random.pick(types);
      const type = random.chance(0.25) ? `[${named}]` : named;
      const args = random.chance(0.3) ? writeArguments(random, type, typePrefix) : '';
      const label = random.pick([OPERATIONAL, PERSONAL, ...(type === 'String' ? [FREE_TEXT] : [])]);
      return `  ${prefix}${word}${args}: ${type} ${label}`;
    })
    .join('\n');
}

/** Arguments that `applyArguments` understands. */
function writeArguments(random: Random, type: string, typePrefix: string): string {
  if (type.startsWith('[')) return random.pick(['(limit: Int)', '(limit: Int = 2)']);
  if (type !== 'String' && type !== 'ID') return '';
  return random.pick([
    '(tail: String)',
    `(kind: ${typePrefix}Kind = BRAVO)`,
    `(tail: String = "end", kind: ${typePrefix}Kind)`,
    '(tags: [String!])',
  ]);
}

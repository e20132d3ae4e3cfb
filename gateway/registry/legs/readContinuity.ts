/**
 * Checks the last known values of an announcement against the contract. Invariant: what passes is of the contract's types, all of
 * it operational, bounded in size, and text that every database can keep.
 */

import { readTime } from '../../agreements/read/agreementArguments.ts';
import { ownRecord } from '../../base/ownRecord.ts';
import { quote } from '../../base/quote.ts';
import { isStorableText, LONGEST_KNOWN_TEXT } from '../../base/storableText.ts';
import type { FieldShape } from '../../request/contractIndex.ts';
import type { LegContract } from './legContract.ts';
import { LegFault } from './legFault.ts';

const MOST_ELEMENTS = 20;

/** The values by field; null where none is given. Throws a `LegFault`. */
export function readContinuity(
  value: unknown,
  contract: LegContract,
): Readonly<Record<string, unknown>> | null {
  if (value === null || value === undefined) return null;
  return readMembers('continuity', value, contract.continuity, contract, `the role ${contract.role}`);
}

function readMembers(
  path: string,
  value: unknown,
  fields: ReadonlyMap<string, FieldShape>,
  contract: LegContract,
  owner: string,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LegFault('BAD_VALUE', `\`${path}\` is no object; send one, or null`);
  }
  const read = ownRecord();
  for (const [name, member] of Object.entries(value)) {
    const field = fields.get(name);
    if (field === undefined) {
      const known = [...fields.keys()].join(', ');
      throw new LegFault('UNKNOWN_MEMBER', `\`${path}\` has ${quote(name)}; ${owner} has ${known}`);
    }
    read[name] = readValue(`${path}.${name}`, member, field, field.listDepth, contract);
  }
  return read;
}

function readValue(
  path: string,
  value: unknown,
  field: FieldShape,
  depth: number,
  contract: LegContract,
): unknown {
  if (value === null || value === undefined) return null;
  if (depth > 0) {
    if (!Array.isArray(value) || value.length > MOST_ELEMENTS) {
      throw new LegFault('BAD_VALUE', `\`${path}\` is no list of ${MOST_ELEMENTS} at most`);
    }
    return value.map((element) => readValue(path, element, field, depth - 1, contract));
  }
  if (field.named.kind === 'object') {
    const fields = contract.types.get(field.named.name)?.fields ?? new Map();
    return readMembers(path, value, fields, contract, field.named.name);
  }
  if (isLeaf(field, value)) return value;
  throw new LegFault('BAD_VALUE', `\`${path}\` is no ${field.named.name}; send one, or null`);
}

function isLeaf({ named }: FieldShape, value: unknown): boolean {
  if (named.kind === 'enum') return typeof value === 'string' && named.values.has(value);
  switch (named.name) {
    case 'String':
    case 'ID':
      return isStorableText(value, LONGEST_KNOWN_TEXT);
    case 'Int':
      return typeof value === 'number' && (value | 0) === value;
    case 'Float':
      return Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'DateTime':
      return typeof value === 'string' && readTime(value) !== undefined;
    default:
      return false;
  }
}

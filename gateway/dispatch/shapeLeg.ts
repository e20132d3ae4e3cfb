/**
 * Turns what an operator answered for one leg into what goes back to the gateway: exactly the asked keys, each of the
 * contract's type or null.
 * Invariant: nothing passes that was not asked; a value of the wrong type never passes and counts as a fault.
 */
import { ownRecord, readOwn } from '../base/ownRecord.ts';
import type { NamedShape } from '../request/contractIndex.ts';
import { HUB_KEYS } from './hubFields.ts';
import type { FieldMask } from './judgeField.ts';
import type { ShapedKey, ShapedObject } from './rewriteSelection.ts';

/** How long a list may be: a parcel has some tens of events. A longer one is refused as a value of the wrong type. */
export const MAX_ELEMENTS = 2_000;

export interface ShapeOptions {
  /** Whether the directory listed this leg in this request. */
  readonly isListed: (operatorCode: string, waybill: string) => boolean;
  /** The value as the mask leaves it; undefined when it cannot be masked, or was not although its operator said so. */
  readonly mask: (mask: FieldMask, value: unknown) => unknown;
  /** What stands in for a text of an object with this status, which may be null or anything. */
  readonly phraseOf: (status: unknown) => string;
  /** Called for each value of the wrong type, with its key. */
  readonly onFault: (key: string) => void;
}

/** Shapes one leg. Total: any value of any type gives an object with every key of the shape. */
export function shapeLeg(
  shape: ShapedObject,
  value: unknown,
  options: ShapeOptions,
): Record<string, unknown> {
  const shaped = ownRecord();
  for (const key of shape.keys) shaped[key.key] = shapeKey(key, value, options);
  return shaped;
}

/** The answer for a leg of which nothing is known: an explicit null for every key. */
export function shapeNothing(shape: ShapedObject): Record<string, unknown> {
  const shaped = ownRecord();
  for (const key of shape.keys) shaped[key.key] = key.kind === 'typename' ? key.typename : null;
  return shaped;
}

function shapeKey(key: ShapedKey, parent: unknown, options: ShapeOptions): unknown {
  if (key.kind === 'null') return null;
  if (key.kind === 'typename') return key.typename;
  if (key.kind === 'phrase') return options.phraseOf(readOwn(parent, HUB_KEYS.status));
  const value = readOwn(parent, key.key);
  if (value === null || value === undefined) return null;
  return shapeList(key, key.listDepth, value, options);
}

function shapeList(
  key: ShapedKey & { readonly kind: 'leaf' | 'object' },
  depth: number,
  value: unknown,
  options: ShapeOptions,
): unknown {
  if (value === null || value === undefined) return null;
  if (depth > 0) {
    if (Array.isArray(value) && value.length <= MAX_ELEMENTS)
      return value.map((element) => shapeList(key, depth - 1, element, options));
  } else if (key.kind === 'object') {
    if (typeof value === 'object' && !Array.isArray(value)) return shapeObject(key.object, value, options);
  } else {
    const leaf = readLeaf(key.named, value);
    const shown = key.mask === null || leaf === undefined ? leaf : options.mask(key.mask, leaf);
    if (shown !== undefined) return shown;
  }
  options.onFault(key.key);
  return null;
}

function shapeObject(shape: ShapedObject, value: object, options: ShapeOptions): unknown {
  if (shape.isLegReference) {
    const operatorCode = readOwn(value, HUB_KEYS.operatorCode);
    const waybill = readOwn(value, HUB_KEYS.waybill);
    const isListed =
      typeof operatorCode === 'string' &&
      typeof waybill === 'string' &&
      options.isListed(operatorCode, waybill);
    if (!isListed) return null;
  }
  return shapeLeg(shape, value, options);
}

/** ISO 8601 with seconds and an offset, as the contract's `DateTime` says. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** What the hub alone derives: an operator that sends these says nothing. */
const HUB_DERIVED = new Set([
  'UNKNOWN',
  'EXPIRED',
  'UNKNOWN_NO_RECORD',
  'UNKNOWN_INVALID_NUMBER',
  'EXPIRED_SILENT',
]);
const STATUS_ENUMS = new Set(['ParcelStatus', 'ParcelSubstatus']);

/** The value if it is of its type, else undefined. */
export function readLeaf(named: NamedShape, value: unknown): unknown {
  if (named.kind === 'enum') {
    const isKnown = typeof value === 'string' && named.values.has(value);
    return isKnown && !(STATUS_ENUMS.has(named.name) && HUB_DERIVED.has(value)) ? value : undefined;
  }
  switch (named.name) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'ID':
      return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : undefined;
    case 'Int':
      return typeof value === 'number' && (value | 0) === value ? value : undefined;
    case 'Float':
      return Number.isFinite(value) ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'DateTime':
      return typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))
        ? value
        : undefined;
    default:
      // A scalar of an operator's own extension: any JSON leaf.
      return typeof value === 'object' ? undefined : value;
  }
}

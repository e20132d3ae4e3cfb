/**
 * Makes a schema obey `@mask(as:)`: a field that carries it leaves the operator masked or not at all. Invariants: a
 * response key is masked when any selection of it is; what the mask does not keep, or a mask that cannot be read, answers
 * null. A field without directives costs one look at its nodes.
 */
import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
} from 'graphql';
import { MASK_STRICTNESS, type Mask } from '../../schema/privacy/masks/mask.ts';
import { MASKS } from '../../schema/privacy/masks/masks.ts';
import { phraseOf } from '../../schema/privacy/masks/statusPhrases.ts';
import type { SecretReader } from './readSecrets.ts';
import { scrubberOf } from './requestLegs.ts';

/** Wraps the resolver of every field of the schema, which nobody else has yet. */
export function maskAtSource(schema: GraphQLSchema, readSecrets: SecretReader): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) wrapField(field, readSecrets);
  }
}

function wrapField(field: GraphQLField<unknown, object>, readSecrets: SecretReader): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const masks = readMasks(info.fieldNodes);
    if (masks === undefined) return resolve(source, args, context, info);
    // Not even resolved: what cannot be masked needs no answer.
    if (masks === null || !masks.every((mask) => keeps(mask, field.type))) return null;
    const apply = (value: string) => applyMasks(masks, value, { source, context, info, readSecrets });
    return maskValue(resolve(source, args, context, info), field.type, apply);
  };
}

/** The masks of a response key, strictest first; undefined for none, null for one that cannot be read. */
function readMasks(nodes: readonly FieldNode[]): readonly Mask[] | null | undefined {
  let names: Set<string> | undefined;
  for (const { directives = [] } of nodes) {
    for (const directive of directives) {
      if (directive.name.value !== 'mask') continue;
      const [argument] = directive.arguments ?? [];
      // A variable is no mask: what it stands for is not part of the operation that was agreed to.
      if (argument?.name.value !== 'as' || argument.value.kind !== Kind.ENUM) return null;
      if (!MASKS.has(argument.value.value)) return null;
      names = (names ?? new Set()).add(argument.value.value);
    }
  }
  if (names === undefined) return undefined;
  return MASK_STRICTNESS.flatMap((name) => (names.has(name) ? (MASKS.get(name) ?? []) : []));
}

function keeps(mask: Mask, type: GraphQLOutputType): boolean {
  if (isListType(type) || isNonNullType(type)) return keeps(mask, type.ofType);
  if (!isScalarType(type)) return false;
  return mask.keeps === 'String' ? type.name === 'String' || type.name === 'ID' : type.name === mask.keeps;
}

/** Masks a value, or each element of a list, once it is there. */
function maskValue(
  value: unknown,
  type: GraphQLOutputType,
  apply: (value: string) => string | null,
): unknown {
  // What went wrong is for GraphQL to report; it reports no values.
  if (value === null || value === undefined || value instanceof Error) return value;
  if (isPromiseLike(value)) return Promise.resolve(value).then((settled) => maskValue(settled, type, apply));
  if (isNonNullType(type)) return maskValue(value, type.ofType, apply);
  if (isListType(type)) {
    if (typeof value !== 'object' || !(Symbol.iterator in value)) return null;
    return Array.from(value as Iterable<unknown>, (element) => maskValue(element, type.ofType, apply));
  }
  // The text that the client would see, a `Date` written out.
  const text = (type as GraphQLScalarType).serialize(value);
  return typeof text === 'string' ? apply(text) : null;
}

interface Place {
  readonly source: unknown;
  readonly context: object;
  readonly info: GraphQLResolveInfo;
  readonly readSecrets: SecretReader;
}

function applyMasks(masks: readonly Mask[], value: string, place: Place): string | null {
  let masked: string | null = value;
  for (const mask of masks) {
    if (masked === null) return null;
    masked = mask.name === 'SCRUB' ? scrub(masked, place) : mask.apply(masked);
  }
  // Invariant: nothing leaves that the hub would have to refuse. One mask alone has seen to that.
  const isMasked = masks.length === 1 || masks.every((mask) => masked !== null && mask.verify(masked));
  return isMasked ? masked : null;
}

function scrub(text: string, { source, context, info, readSecrets }: Place): string {
  const status = typeof source === 'object' && source !== null && 'status' in source ? source.status : null;
  const phrase = phraseOf(status);
  return scrubberOf(context, info, readSecrets)?.(text, phrase) ?? phrase;
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

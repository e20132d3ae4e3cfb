/**
 * Reads everything that a subgraph answers about its known legs: every field of its SDL, each value with its type.
 * Invariant: what is read was asked for in one request, so all values are of one moment.
 */
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
} from 'graphql';
import { readOwn } from '../../base/ownRecord.ts';
import { askLegs, readLegs } from './askLegs.ts';
import type { AuditTarget, Exchange } from './audit.ts';

/** One value of a leaf, or null. */
export interface LeafValue {
  /** As `0.events.1.status`, with the place of the leg before it. */
  readonly path: string;
  /** As `TrackingEvent.status`. */
  readonly coordinate: string;
  /** Names of the fields from the leg to the value: `['events', 'status']`. */
  readonly way: readonly string[];
  readonly type: GraphQLNamedType;
  readonly value: unknown;
}

export interface LegValues {
  readonly exchange: Exchange;
  readonly legs: readonly unknown[];
  readonly leaves: readonly LeafValue[];
  /** Places where a list, an object or nothing else should stand. */
  readonly misshapen: readonly string[];
}

const DEEPEST = 6;

/** All values of the known legs; undefined where the SDL does not pass, so that nobody knows what to ask for. */
export async function readValues(target: AuditTarget): Promise<LegValues | undefined> {
  const { understood } = target.reading;
  if (understood === undefined) return undefined;
  const { schema } = understood;
  const selection = writeSelection(schema, target.legType, 0) ?? '__typename';
  const exchange = await askLegs(target, target.waybills, selection);
  const legs = readLegs(exchange) ?? [];
  const leaves: LeafValue[] = [];
  const misshapen: string[] = [];
  legs.forEach((leg, place) => {
    walkObject(leg, { schema, typeName: target.legType, path: String(place), way: [], leaves, misshapen });
  });
  return { exchange, legs, leaves, misshapen };
}

/** Every field that needs no argument, down to the leaves; undefined for a type without such fields. */
function writeSelection(schema: GraphQLSchema, typeName: string, depth: number): string | undefined {
  const type = schema.getType(typeName);
  if (!isObjectType(type) || depth > DEEPEST) return undefined;
  const fields = Object.values(type.getFields()).flatMap(({ name, args, type: fieldType }) => {
    if (args.some(isRequiredArgument)) return [];
    const named = getNamedType(fieldType);
    if (isScalarType(named) || isEnumType(named)) return [name];
    const inner = writeSelection(schema, named.name, depth + 1);
    return inner === undefined ? [] : [`${name} { ${inner} }`];
  });
  return fields.length === 0 ? undefined : fields.join(' ');
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly typeName: string;
  readonly path: string;
  readonly way: readonly string[];
  readonly leaves: LeafValue[];
  readonly misshapen: string[];
}

function walkObject(object: unknown, walk: Walk): void {
  const type = walk.schema.getType(walk.typeName);
  if (object === null || !isObjectType(type)) return;
  if (typeof object !== 'object' || Array.isArray(object)) {
    walk.misshapen.push(`${walk.path} is no object`);
    return;
  }
  for (const { name, type: fieldType } of Object.values(type.getFields())) {
    if (!Object.hasOwn(object, name)) continue;
    const coordinate = `${type.name}.${name}`;
    const next = { ...walk, path: `${walk.path}.${name}`, way: [...walk.way, name] };
    walkValue(readOwn(object, name), fieldType, coordinate, next);
  }
}

function walkValue(value: unknown, type: unknown, coordinate: string, walk: Walk): void {
  if (isNonNullType(type)) {
    if (value === null) walk.misshapen.push(`${walk.path} is null, which its type does not allow`);
    walkValue(value, type.ofType, coordinate, walk);
    return;
  }
  if (isListType(type)) {
    if (value === null) return;
    if (!Array.isArray(value)) {
      walk.misshapen.push(`${walk.path} is no list`);
      return;
    }
    value.forEach((element: unknown, index) => {
      walkValue(element, type.ofType, coordinate, { ...walk, path: `${walk.path}.${index}` });
    });
    return;
  }
  const { path, way } = walk;
  if (isScalarType(type) || isEnumType(type)) {
    walk.leaves.push({ path, coordinate, way, type, value });
    return;
  }
  if (isObjectType(type)) walkObject(value, { ...walk, typeName: type.name });
}

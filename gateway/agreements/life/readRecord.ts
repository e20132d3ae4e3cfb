/**
 * Reads a record. Total and strict: a member that is not known, a value of another type, or any other way to write the same
 * is refused. Invariant: of every text that is read, `writeRecord` gives back the very same text.
 */

import { isObject } from '../../base/ownRecord.ts';
import type { Problem } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import { type LifeStep, RECORD_TYPE } from './lifeStep.ts';
import { splitPair } from './pair.ts';
import { BODY_SHAPES, isLifeEvent, OPTIONAL_MEMBER, readRecordTime, STEP_SHAPES } from './stepShapes.ts';
import { writeRecord } from './writeRecord.ts';

export type RecordReading =
  | { readonly step: LifeStep; readonly problem?: undefined }
  | { readonly step?: undefined; readonly problem: Problem };

/** The largest document, each of its characters escaped. */
const LONGEST_RECORD = 1024 * 1024;

/** Reads the canonical text of a record. */
export function readRecord(text: string): RecordReading {
  if (text.length > LONGEST_RECORD) return unreadable(`the record has ${text.length} characters`);
  const value = parseObject(text);
  if (value === undefined) return unreadable('the record is not a JSON object');
  const wrong = findWrongMember(value);
  if (wrong !== undefined) return unreadable(wrong);
  // Every member was looked at above.
  const { type: _, at, ...members } = value;
  const step = { ...members, at: readRecordTime(at) } as unknown as LifeStep;
  return rewrite(step) === text ? { step } : unreadable('the record is not in canonical form');
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** Broken Unicode has no canonical form. */
function rewrite(step: LifeStep): string | undefined {
  try {
    return writeRecord(step);
  } catch {
    return undefined;
  }
}

function findWrongMember(value: JsonObject): string | undefined {
  if (own(value, 'type') !== RECORD_TYPE) return `\`type\` is not ${quote(RECORD_TYPE)}`;
  const event = own(value, 'event');
  if (!isLifeEvent(event)) return '`event` is none of the events of an agreement';
  const body = asObject(own(value, 'body'));
  if (body === undefined) return '`body` is not an object';
  const { type: _, event: __, body: ___, ...members } = value;
  const wrong = compareToShapes(members, STEP_SHAPES) ?? compareToShapes(body, BODY_SHAPES[event], 'body.');
  if (wrong !== undefined) return wrong;
  if (splitPair(String(own(value, 'pair'))) === undefined) return '`pair` is not the name of a pair';
  if ((own(value, 'seq') === 1) !== (own(value, 'previous') === null)) {
    return '`previous` is null in the first record of a pair, and in no other';
  }
  if (
    event === 'ORDER_MEASURE' &&
    (body['kind'] === 'NARROW') !== (body['withhold'] as readonly unknown[]).length > 0
  ) {
    return '`body.withhold` names fields with `NARROW`, and none with `RESTORE_FLOOR`';
  }
  return undefined;
}

function compareToShapes(
  value: JsonObject,
  shapes: Readonly<Record<string, (value: unknown) => boolean>>,
  prefix = '',
): string | undefined {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shapes, name));
  if (unknown !== undefined) return `${quote(prefix + unknown)} is no member of this record`;
  for (const [name, fits] of Object.entries(shapes)) {
    if (!Object.hasOwn(value, name)) {
      if (name !== OPTIONAL_MEMBER) return `${quote(prefix + name)} is missing`;
    } else if (!fits(value[name])) return `${quote(prefix + name)} is not what it can be`;
  }
  return undefined;
}

function own(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function unreadable(message: string): RecordReading {
  const help = 'write records with the `hub` command, and hand them on as they are';
  return { problem: { code: 'HUB100', severity: 'error', message, help } };
}

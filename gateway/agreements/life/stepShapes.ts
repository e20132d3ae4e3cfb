/**
 * What the members of a step's body look like. Invariant: each member of each event has a shape here, and whatever is not of
 * it is refused; nothing nests deeper than a list of texts.
 */

import { type LifeEvent, REASONS, type StepBodies } from './lifeStep.ts';
import { isCode } from './pair.ts';

type Shape = (value: unknown) => boolean;

const LONGEST_DOCUMENT = 256 * 1024;
const LONGEST_NOTE = 1_000;
const MOST_FIELDS = 200;

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longest;

const document: Shape = (value) => isText(value, LONGEST_DOCUMENT);
const note: Shape = (value) => isText(value, LONGEST_NOTE);
const reason: Shape = (value) => REASONS.some((known) => known === value);
const count: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 1;
/** The 32 bytes of a SHA-256 in base64url: the last of the 43 characters carries four bits only. */
const hash: Shape = (value) =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(value);
const time: Shape = (value) => readRecordTime(value) !== undefined;
const measureKind: Shape = (value) => value === 'RESTORE_FLOOR' || value === 'NARROW';
const COORDINATE = /^[A-Za-z_][A-Za-z0-9_]{0,99}\.[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const coordinates: Shape = (value) =>
  Array.isArray(value) &&
  value.length <= MOST_FIELDS &&
  value.every((item) => typeof item === 'string' && COORDINATE.test(item)) &&
  new Set(value).size === value.length;

type Shapes<Body> = { readonly [Member in keyof Body]-?: Shape };

/** The members of each body. */
export const BODY_SHAPES: { readonly [Event in LifeEvent]: Shapes<StepBodies[Event]> } = {
  OFFER: { document },
  COUNTER_OFFER: { document },
  SIGN: { version: count, documentHash: hash },
  DECLINE: { version: count, documentHash: hash, note },
  AMEND: { document, note },
  SUSPEND: { reason, note },
  RESUME: { note },
  TERMINATE: { reason, note },
  DISPUTE: { reason, note },
  SETTLE: { note },
  ORDER_MEASURE: { kind: measureKind, until: time, withhold: coordinates, note },
  END_MEASURE: { note },
};

/** The one member that may be left out. */
export const OPTIONAL_MEMBER = 'note';

/** The members of the record itself, beside `type`, `event` and `body`. */
export const STEP_SHAPES: Readonly<Record<string, Shape>> = {
  pair: (value) => typeof value === 'string',
  seq: count,
  previous: (value) => value === null || hash(value),
  actor: (value) => typeof value === 'string' && isCode(value),
  at: time,
};

export function isLifeEvent(value: unknown): value is LifeEvent {
  return typeof value === 'string' && Object.hasOwn(BODY_SHAPES, value);
}

/** A time of the one form that records have, as `2017-06-01T16:00:00.000Z`; undefined for any other. */
export function readRecordTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-/.test(value)) return undefined;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value ? time : undefined;
}

/**
 * The `DateTime` scalar: what an operator's author supplies, checked and written as ISO 8601 with an offset.
 * Invariant: a time without an offset never leaves an operator, because a reader could only guess its place.
 */
import { GraphQLError } from 'graphql';

const ISO_8601 = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A `Date`, or a string with seconds and an offset such as `2017-06-01T00:30:00+08:00`, as ISO 8601 text; a string keeps
 * its offset. Throws a `GraphQLError` without the value in it: the field answers null, everything else is unharmed.
 */
export function serializeDateTime(value: unknown): string {
  if (value instanceof Date) {
    if (!Number.isNaN(value.getTime())) return value.toISOString();
    throw fault('the `Date` is invalid');
  }
  if (typeof value !== 'string') throw fault('it is neither a `Date` nor a string');
  const match = ISO_8601.exec(value);
  if (match === null) throw fault('it is not ISO 8601 with seconds and an offset');
  if (Number.isNaN(Date.parse(value)) || !isCalendarDay(match[1] ?? ''))
    throw fault('there is no such point in time');
  return value;
}

/** `Date.parse` takes 30 February for 2 March; a day that exists comes back as it went in. */
function isCalendarDay(day: string): boolean {
  if (day.slice(8) <= '28') return true;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function fault(reason: string): GraphQLError {
  return new GraphQLError(`a \`DateTime\` of the operator cannot be used: ${reason}`, {
    extensions: { code: 'OPERATOR_FAULT' },
  });
}

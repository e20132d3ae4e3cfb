/** Audits of times. */
import { readOwn } from '../../../base/ownRecord.ts';
import type { Audit } from '../audit.ts';
import { firstWrong, ofValues } from './values.ts';

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** `Date.parse` takes 30 February for 2 March; a day that exists comes back as it went in. */
function exists(text: string): boolean {
  if (Number.isNaN(Date.parse(text))) return false;
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Times of the events of each leg, in the order of the answer. */
function timesOf(legs: readonly unknown[], field: string): readonly (readonly number[])[] {
  return legs.map((leg) => {
    const events = readOwn(leg, 'events');
    return (Array.isArray(events) ? events : []).map((event) => Date.parse(String(readOwn(event, field))));
  });
}

export const TIME_AUDITS: readonly Audit[] = [
  ofValues(
    {
      id: 'A-TIME-01',
      level: 'MUST',
      title: 'writes times as ISO 8601 with seconds and an offset',
      why: 'A time without an offset is a guess for whoever reads it. Write `2017-06-01T00:30:00+08:00`: the offset is the one of the place.',
    },
    ({ leaves }) =>
      firstWrong(
        leaves,
        ({ type, value }) => type.name === 'DateTime' && !WITH_OFFSET.test(String(value)),
        'write it as `2017-06-01T00:30:00+08:00`',
      ),
  ),
  ofValues(
    {
      id: 'A-TIME-02',
      level: 'MUST',
      title: 'answers times that exist',
      why: 'There is no 30 February and no hour 25. Such a time comes from putting parts of a date together without checking them.',
    },
    ({ leaves }) =>
      firstWrong(
        leaves,
        ({ type, value }) =>
          type.name === 'DateTime' && WITH_OFFSET.test(String(value)) && !exists(String(value)),
        'there is no such point in time',
      ),
  ),
  ofValues(
    {
      id: 'A-TIME-03',
      level: 'SHOULD',
      title: 'lists events oldest first by `occurredAt`',
      why: 'The contract says so, and callers show them as they come.',
    },
    ({ legs }) => {
      const wrong = timesOf(legs, 'occurredAt').findIndex((times) =>
        times.some((time, index) => index > 0 && time < (times[index - 1] ?? time)),
      );
      return wrong === -1 ? undefined : `events of leg ${wrong} are in another order`;
    },
  ),
  ofValues(
    {
      id: 'A-TIME-04',
      level: 'SHOULD',
      title: 'records no event before it happened',
      why: '`recordedAt` is when the operator learned of the event. A time before `occurredAt` mostly means that one of them has a wrong offset.',
    },
    ({ legs }) => {
      const recorded = timesOf(legs, 'recordedAt');
      const wrong = timesOf(legs, 'occurredAt').findIndex((times, leg) =>
        times.some((time, index) => time > (recorded[leg]?.[index] ?? time)),
      );
      return wrong === -1 ? undefined : `an event of leg ${wrong} was recorded before it happened`;
    },
  ),
];

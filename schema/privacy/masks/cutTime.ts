/**
 * DATE and HOUR: a time cut to its day or hour. Invariant: it is cut on the wall clock that it is written in, so neither
 * the offset nor the place changes; what is no time answers null.
 */
import type { Mask } from './mask.ts';

/** ISO 8601 with seconds and an offset, as the network's `DateTime`. Offsets in use are whole quarters of an hour. */
const DATE_TIME =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(Z|[+-](?:0[0-9]|1[0-4]):(?:00|15|30|45))$/;

export const date: Mask = cutTime('DATE', () => '00');
export const hour: Mask = cutTime('HOUR', (hours) => hours);

function cutTime(name: 'DATE' | 'HOUR', keep: (hours: string) => string): Mask {
  const apply = (value: string): string | null => {
    const [, day = '', hours = '', offset = ''] = DATE_TIME.exec(value) ?? [];
    if (day === '' || hours === '24' || Number.isNaN(Date.parse(value)) || !isCalendarDay(day)) return null;
    return `${day}T${keep(hours)}:00:00${offset}`;
  };
  return { name, keeps: 'DateTime', apply, verify: (value) => apply(value) === value };
}

/** `Date.parse` takes 30 February for 2 March; a day that exists comes back as it went in. */
function isCalendarDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

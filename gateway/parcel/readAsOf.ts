/**
 * As of when the last known values of a leg are, in one time for all that are served of it.
 * Invariants: none of the values that an operation asks for is older than it says; a value that is withheld has no part in it.
 */
import { LEG_TYPES } from '../../schema/network.ts';
import { type KnownValues, newestOf, timesOf } from '../base/knownValues.ts';
import { isObject } from '../base/ownRecord.ts';
import type { LastKnown, LegNote, RequestScope } from '../request/requestScope.ts';

type AskScope = Pick<RequestScope, 'network' | 'readAsked'>;

/** The time of the oldest value of which the operation asks, in milliseconds since the epoch; that of the status where it asks for none. */
export function readAsOf(leg: LegNote, known: LastKnown, { network, readAsked }: AskScope): number {
  const asked = readAsked?.();
  const oldestOf = ({ values, times }: KnownValues, type = ''): number => {
    const served = Object.entries(values).filter(([name]) => {
      const coordinate = `${type}.${name}`;
      return (asked?.has(coordinate) ?? true) && leg.policy.decide(coordinate).kind !== 'withhold';
    });
    const oldest = served.map(([name, value]) => {
      const each = timesOf(times, name);
      if (typeof each === 'number') return each;
      const below = network.contract.get(type)?.fields.get(name)?.named.name;
      return isObject(value) ? oldestOf({ values: value, times: each }, below) : 0;
    });
    return Math.min(...oldest);
  };
  const time = oldestOf(known, LEG_TYPES[leg.role]);
  return Number.isFinite(time) ? time : newestOf(timesOf(known.times, 'status'));
}

/** As the contract writes times. */
export function writeAsOf(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

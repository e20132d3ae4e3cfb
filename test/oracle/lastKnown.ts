/** The oracle's own last known values of a leg: what was announced and what was kept of answers, of each field the newer. */
import type { DataObject, LegModel, TimesModel, TypeBook } from './model.ts';

export interface LastKnownModel {
  readonly values: DataObject;
  readonly times: TimesModel;
}

/** When a leg was done, as it was announced or last answered. */
export function doneAtOf({ finalAt, updatedAt, known }: LegModel): number | null {
  if (finalAt !== null || known === null) return finalAt;
  const at = Number(known.times['status'] ?? Number.NEGATIVE_INFINITY);
  const isDone = ['DELIVERED', 'RETURNED', 'CANCELLED'].includes(String(known.values['status']));
  return isDone && at >= updatedAt ? at : null;
}

export function lastKnownOf({ status, updatedAt, known }: LegModel): LastKnownModel {
  const values: Record<string, unknown> = { ...known?.values };
  const times: Record<string, number | TimesModel> = { ...known?.times };
  for (const [name, announced] of Object.entries({ status, substatus: null })) {
    if (Number(times[name] ?? Number.NEGATIVE_INFINITY) >= updatedAt) continue;
    values[name] = announced;
    times[name] = updatedAt;
  }
  return { values, times };
}

/** The oldest of what is read, by fields as `Type.field`; where nothing that is known is, as of when the status is. */
export function asOfOf(leg: LegModel, isRead: (coordinate: string) => boolean, types: TypeBook): number {
  const { times } = lastKnownOf(leg);
  const list = (below: TimesModel, type: string): readonly number[] =>
    Object.entries(below).flatMap(([name, time]) => {
      if (!isRead(`${type}.${name}`)) return [];
      return typeof time === 'number' ? [time] : list(time, types.get(type)?.get(name)?.type ?? '');
    });
  const found = list(times, leg.role === 'courier' ? 'CourierLeg' : 'LockerLeg');
  return found.length === 0 ? Number(times['status']) : Math.min(...found);
}

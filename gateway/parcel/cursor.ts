/** The opaque cursors of `myParcels`: the sort key of a parcel, which is the sort key of its newest visible leg. */
import type { ParcelPosition } from '../store/directoryStore.ts';

/** A cursor that stands for a position. */
export function writeCursor({ orderedAt, operator, waybill }: ParcelPosition): string {
  return Buffer.from(JSON.stringify([orderedAt.getTime(), operator, waybill])).toString('base64url');
}

/** The position that a cursor stands for; undefined for text that no cursor of ours has. */
export function readCursor(cursor: string): ParcelPosition | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [time, operator, waybill] = parts;
    const orderedAt = new Date(time);
    const isCursor =
      typeof time === 'number' &&
      !Number.isNaN(orderedAt.getTime()) &&
      typeof operator === 'string' &&
      typeof waybill === 'string';
    return isCursor ? { orderedAt, operator, waybill } : undefined;
  } catch {
    return undefined;
  }
}

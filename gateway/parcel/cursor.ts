/**
 * The cursors of `myParcels`: the sort key of a parcel, which is the sort key of its newest visible leg, sealed.
 * Invariant: nobody but this hub can read or make one, since it holds a time that the caller may not be granted.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ParcelPosition } from '../store/directoryStore.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A cursor that stands for a position, under a key of 32 bytes. */
export function writeCursor(key: Uint8Array, { orderedAt, operator, waybill }: ParcelPosition): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const text = JSON.stringify([orderedAt.getTime(), operator, waybill]);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The position that a cursor stands for; undefined for text that is no cursor of this hub. */
export function readCursor(key: Uint8Array, cursor: string): ParcelPosition | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    // Only this hub can have sealed it, so its form is known.
    const [time, operator, waybill] = JSON.parse(Buffer.concat(opened).toString('utf8'));
    return { orderedAt: new Date(time), operator, waybill };
  } catch {
    return undefined;
  }
}

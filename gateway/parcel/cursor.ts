/**
 * The cursors of `myParcels`: the sort key of a parcel, sealed for the caller that it was made for.
 * Invariants: nobody but this hub can read or make one, since it holds a time that a later agreement may withhold; one of
 * another platform, or made for another purpose, is no cursor at all.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Caller } from '../agreements/decision.ts';
import type { ParcelPosition } from '../store/directoryStore.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A longer text is no cursor: the codes and numbers in it are short. */
const MAX_CHARACTERS = 2_000;

/** A cursor of one caller that stands for a position, under a key of 32 bytes. */
export function writeCursor(
  key: Uint8Array,
  caller: Caller,
  { orderedAt, operator, waybill }: ParcelPosition,
): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(bindingOf(caller));
  const text = JSON.stringify([orderedAt?.getTime() ?? null, operator, waybill]);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The position that a cursor stands for; undefined for text that is no cursor of this hub for this caller. */
export function readCursor(key: Uint8Array, caller: Caller, cursor: string): ParcelPosition | undefined {
  if (cursor.length > MAX_CHARACTERS) return undefined;
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES)).setAAD(bindingOf(caller));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    // Only this hub can have sealed it, so its form is known.
    const [time, operator, waybill] = JSON.parse(Buffer.concat(opened).toString('utf8'));
    return { orderedAt: time === null ? null : new Date(time), operator, waybill };
  } catch {
    return undefined;
  }
}

/** What a cursor is sealed together with: the same bytes are needed to open it. */
function bindingOf({ platform, purpose }: Caller): Buffer {
  return Buffer.from(JSON.stringify([platform, purpose]), 'utf8');
}

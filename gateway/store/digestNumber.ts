/**
 * Turns a tracking number into the key under which the directory finds it.
 * Tracking numbers are personal data in some laws, so the index holds a digest under the hub's own key: a stolen
 * index cannot be enumerated without that key.
 */
import { createHmac } from 'node:crypto';
import { normalizeNumber } from '../base/normalizeNumber.ts';

/** 128 bits of HMAC-SHA-256 over the normalised number, base64url. Equal numbers have equal digests. */
export function digestNumber(key: Uint8Array, trackingNumber: string): string {
  return createHmac('sha256', key)
    .update(normalizeNumber(trackingNumber))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

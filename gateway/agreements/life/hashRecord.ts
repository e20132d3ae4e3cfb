/** Digests that records are named by. Invariant: a record is named together with its signature, so neither can be exchanged. */
import { createHash } from 'node:crypto';
import type { SignedRecord } from './lifeStep.ts';

/** SHA-256 over the canonical bytes and the bytes of the signature, base64url: `previous` of the next record. */
export function hashRecord({ record, signature }: Pick<SignedRecord, 'record' | 'signature'>): string {
  return createHash('sha256')
    .update(record, 'utf8')
    .update(Buffer.from(signature, 'base64url'))
    .digest('base64url');
}

/** SHA-256 of a document's UTF-8 bytes, base64url: what signing and declining name. */
export function hashDocument(document: string): string {
  return createHash('sha256').update(document, 'utf8').digest('base64url');
}

/** A digest of a list of texts, as a key for caches. Invariant: different lists have different digests. */
import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal. The lengths keep two lists apart whose texts are the same when joined. */
export function digestTexts(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}

/** Writes the profile of a test's participant, with the key that `testKey` makes of its code. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createProfile, type Profile, writeProfile } from '../../gateway/identity/profile.ts';

/** The profile `<code>.json` in a folder. */
export function writeTestProfile(
  folder: string,
  code: string,
  { kind = 'platform', hubUrl }: { readonly kind?: Profile['kind']; readonly hubUrl: string },
): void {
  const seed = createHash('sha256').update(`${code} 0`).digest();
  writeProfile(join(folder, `${code}.json`), createProfile({ participant: code, kind, hubUrl }, seed));
}

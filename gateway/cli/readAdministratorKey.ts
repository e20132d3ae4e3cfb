/** Reads the administrator's public key from the environment: the key itself, or a file that holds it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readOwn } from '../base/ownRecord.ts';
import { readPublicKey } from '../identity/keyPair.ts';
import { BadSetting } from './readSettings.ts';

/** The 32 bytes in base64url. Throws a `BadSetting` for what is neither a key nor a file with one: as such, or as a JWK. */
export function readAdministratorKey(env: NodeJS.ProcessEnv, cwd: string): string {
  const text = env['HUB_ADMINISTRATOR_KEY'] ?? '';
  const key = isPublicKey(text) ? text : readFile(resolve(cwd, text));
  if (isPublicKey(key)) return key;
  throw new BadSetting(
    'HUB_ADMINISTRATOR_KEY must be an Ed25519 public key, as `hub profile new` prints it, or a file that holds one, as such or as a JWK',
  );
}

/** Whether a text is a public key, and so no path. */
export function isPublicKey(text: string): boolean {
  return readPublicKey(text) !== undefined;
}

function readFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
  try {
    return String(readOwn(JSON.parse(text), 'x') ?? '');
  } catch {
    return text;
  }
}

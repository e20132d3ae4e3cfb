/**
 * An embedded database that is made already, to copy instead of making one: a new one takes seconds, a copy half of one.
 * Invariant: what is copied is what would be made: a template counts only for the version of the database and the migrations that
 * it was made with, and without one a database is made as ever.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The folder that templates are in; `npm run prepare` fills it. */
export const TEMPLATES = fileURLToPath(new URL('./dist/', import.meta.url));

/** What a database is made by. */
const SOURCES = [
  'migrations.ts',
  'registryMigrations.ts',
  'feedMigrations.ts',
  'continuityMigrations.ts',
  'pgliteThread.mjs',
];

/** Where the template of this very code is, or would be. */
export function nameTemplate(): string {
  const hash = createHash('sha256');
  const require = createRequire(import.meta.url);
  const pglite = require.resolve('@electric-sql/pglite');
  hash.update(readFileSync(new URL('../package.json', `file://${pglite}`)));
  for (const source of SOURCES) hash.update(readFileSync(new URL(source, import.meta.url)));
  return `${TEMPLATES}embedded-${hash.digest('hex').slice(0, 16)}.tar`;
}

let found: string | null | undefined;

/** The template, looked for once; null where there is none. */
export function findTemplate(): string | null {
  if (found === undefined) {
    const template = nameTemplate();
    found = existsSync(template) ? template : null;
  }
  return found;
}

/**
 * Whether the built page is that of its sources. `npm` runs `prepare` at more occasions than one thinks of, the first `npx hub` among them:
 * a page that is served must not be taken away and built again for nothing.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../dist', import.meta.url));
/** Written last. */
const LAST = join(DIST, 'index.html.gz');
const SOURCES = ['../page', '../wire', '../../../package-lock.json'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** True when it was built after the last change of its sources and of the packages. */
export function isBuilt(): boolean {
  if (!existsSync(LAST)) return false;
  const builtAt = statSync(LAST).mtimeMs;
  return SOURCES.filter((path) => existsSync(path)).every((path) => changedAt(path) <= builtAt);
}

function changedAt(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(own.mtimeMs, ...names.map((name) => statSync(join(path, name)).mtimeMs));
}

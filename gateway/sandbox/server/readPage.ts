/**
 * The built page: which files there are, and each file's bytes, as they were compressed when it was built.
 * Invariant: only names that were there when the folder was listed are ever read; no address leads out of the folder.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  /** `br` or `gzip`; undefined for the bytes as they are. */
  readonly encoding: string | undefined;
}

export interface BuiltPage {
  /** A file by its path in the page, as `assets/index-B2a3.js`; undefined where there is none. */
  read(path: string, accepted: string): Promise<PageFile | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** Best first: its name in `accept-encoding`, and the ending of the file that the build wrote. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** The page in a folder; undefined where it was not built. */
export function readPage(folder: string): BuiltPage | undefined {
  let names = listNames(folder);
  if (!names.has('index.html')) return undefined;
  return {
    async read(path, accepted) {
      // Who loads the page anew after it was built anew needs its new files.
      if (path === 'index.html') names = listNames(folder);
      const type = TYPES[extname(path)];
      if (type === undefined || !names.has(path)) return undefined;
      const tokens = accepted.split(',').map((token) => token.trim().split(';')[0]);
      const found = ENCODINGS.find(({ name, ending }) => tokens.includes(name) && names.has(path + ending));
      const body = await readFile(join(folder, path + (found?.ending ?? '')));
      return { type, body, encoding: found?.name };
    },
  };
}

function listNames(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return new Set(entries.map((name) => name.replaceAll('\\', '/')));
  } catch {
    return new Set();
  }
}

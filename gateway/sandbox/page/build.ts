/**
 * Builds the sandbox page, unless it is built already, and compresses its files once, so that the hub sends them as they are. Run
 * by `npm ci`, or by hand with `npm run prepare`. Where the tools are left out (`npm ci --omit=dev`) it says so and lets the rest be installed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { DIST, isBuilt } from './isBuilt.ts';

const COMPRESSED = /\.(html|js|css|svg|ttf)$/;
/** The best one takes five times as long for a few per cent. */
const QUALITY = 9;

// Whoever builds it from a test must not get a page that checks itself as it runs.
process.env['NODE_ENV'] = 'production';
if (!isBuilt() && (await buildPage())) {
  const names = readdirSync(DIST, { recursive: true, encoding: 'utf8' });
  // `index.html` last: until then the page does not count as built.
  for (const name of names.filter((each) => COMPRESSED.test(each)).sort()) compress(join(DIST, name));
}

async function buildPage(): Promise<boolean> {
  try {
    const { build } = await import('vite');
    const { default: config } = await import('./vite.config.ts');
    await build(config);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write(
      'the sandbox page is not built: its tools are development packages; `npm ci` has them\n',
    );
    return false;
  }
}

function compress(file: string): void {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

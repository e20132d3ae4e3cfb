/** Makes the template of embedded databases: see `embeddedTemplate`. Run by `npm ci`, or by hand with `npm run prepare`. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { nameTemplate, TEMPLATES } from './embeddedTemplate.ts';
import { openStore } from './openStore.ts';

const template = nameTemplate();
await mkdir(TEMPLATES, { recursive: true });
if (!existsSync(template)) await build();
// Those of other versions. Nothing is done to the one that hubs may be opening meanwhile.
for (const name of await readdir(TEMPLATES)) {
  if (join(TEMPLATES, name) !== template) await rm(join(TEMPLATES, name));
}

async function build(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tracking-hub-template-'));
  try {
    await openStore({ directory: folder }).then((store) => store.destroy());
    const database = await PGlite.create(folder);
    const copy = await database.dumpDataDir('none');
    await database.close();
    // A template that is there in part would be copied in part.
    await writeFile(`${template}.new`, Buffer.from(await copy.arrayBuffer()));
    await rename(`${template}.new`, template);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

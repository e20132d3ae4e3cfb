/** Makes the template of embedded databases: see `embeddedTemplate`. Run by `npm ci`, or by hand with `npm run prepare`. */
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { nameTemplate, TEMPLATES } from './embeddedTemplate.ts';
import { openStore } from './openStore.ts';

const template = nameTemplate();
await mkdir(TEMPLATES, { recursive: true });
for (const name of await readdir(TEMPLATES)) await rm(join(TEMPLATES, name));

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

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { en } from '../../gateway/sandbox/page/words/en.ts';
import { addSandbox } from '../../gateway/sandbox/server/addSandbox.ts';
import { ROOT } from '../tidy/readTree.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { WITHOUT_DEMO } from './withoutDemo.ts';

/** Of one picture, in bytes: who reads the README on a phone loads them all. */
const MOST_BYTES = 250_000;

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const SECTION = README.split('\n## ').find((section) => section.startsWith('The sandbox\n')) ?? '';

test('the README begins with what to run and where the page is, and the page is there', async () => {
  await ensureBuilt();
  expect(SECTION).toMatch(/^The sandbox\n\n```sh\nnpm start\n```\n/);
  const [, path = ''] = /<http:\/\/127\.0\.0\.1:4000(\/\S+)>/.exec(SECTION) ?? [];
  const http = fastify();
  addSandbox(http, WITHOUT_DEMO);
  const page = await http.inject(path);
  await http.close();
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
});

test('the README calls the views as the page does', () => {
  const names = [...SECTION.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, name]) => name);
  expect(names).toEqual([en['view.ask'], en['view.compare'], en['view.agreements'], en['view.parcel']]);
  expect(SECTION).toContain(`*${en.viewAs}*`);
});

test('the pictures are there, and small', () => {
  const pictures = [...SECTION.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path);
  expect(pictures.length).toBeGreaterThan(0);
  for (const path of pictures) expect(statSync(join(ROOT, path)).size).toBeLessThan(MOST_BYTES);
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '../../gateway/store/lockFolder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tracking-hub-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockOf = (pid: number | string) => writeFileSync(join(folder, 'hub.lock'), `${pid}\n`);

test('a folder is taken, given back, and can be taken again', async () => {
  const release = await lockFolder(join(folder, 'new'));
  expect(existsSync(join(folder, 'new', 'hub.lock'))).toBe(true);
  await release();
  await (await lockFolder(join(folder, 'new')))();
});

test('a folder that a running process holds is refused with a sentence', async () => {
  lockOf(process.ppid);
  await expect(lockFolder(folder)).rejects.toThrow(
    `${folder} is in use by another hub (process ${process.ppid}); stop that one, or choose another folder with HUB_DATA_DIR`,
  );
});

test.each([
  ['a process that is gone', 2 ** 30],
  ['nobody', 'garbage'],
  ['nobody', ''],
])('a folder that %s holds is free', async (_, holder) => {
  lockOf(holder);
  await (await lockFolder(folder))();
});

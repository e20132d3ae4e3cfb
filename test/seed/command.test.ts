/** The command that writes the data set. */
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeFolder } from './support.ts';

const MAIN = fileURLToPath(new URL('../../subgraphs/seed/main.ts', import.meta.url));

test('the command prints how far it is, and tells its parent', async () => {
  const folder = makeFolder();
  const child = fork(MAIN, [folder], {
    env: { ...process.env, SEED_PARCELS: '1200' },
    execArgv: ['--import', 'tsx'],
    silent: true,
  });
  const told: { readonly progress: number; readonly message: string }[] = [];
  child.on('message', (message: { readonly progress: number; readonly message: string }) =>
    told.push(message),
  );
  let output = '';
  child.stdout?.on('data', (text) => {
    output += text;
  });
  const [exitCode] = await once(child, 'close');
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^ 82 % {2}1000 of 1200 parcels\n100 % {2}1200 parcels, \d+ legs\n$/);
  expect(told.map(({ progress }) => progress)).toEqual([expect.closeTo(0.82, 1), 1]);
  expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
});

test.each([
  [[], {}, 'name the folder to write to'],
  [['unused'], { SEED_PARCELS: 'many' }, 'SEED_PARCELS is a whole number'],
  [['unused'], { SEED_IN_FLIGHT: '-1' }, 'SEED_IN_FLIGHT is a whole number'],
])('the command explains wrong use: %s %s', async (args, env, complaint) => {
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { ...process.env, ...env },
  });
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(complaint) });
});

/** Hubs that share a PostgreSQL database, each a process of its own: they start at once, with nothing there but the server. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, NO_SERVER } from '../store/engines.ts';
import { testKey } from '../support/controlAs.ts';
import { runCommand } from '../support/runCommand.ts';
import { writeTestProfile } from '../support/writeTestProfile.ts';
import { startServe } from './serveProcess.ts';

const PASSWORD = 's3cret-of-the-database';
const folder = mkdtempSync(join(tmpdir(), 'hub-shared-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a database that cannot be reached is said in a sentence, without its password', {
  timeout: 60_000,
}, async () => {
  writeFileSync(join(folder, 'closed'), `postgres://hub:${PASSWORD}@127.0.0.1:1/hub\n`);
  const env = { HUB_KEYS_DIR: 'closed-keys', DATABASE_URL_FILE: 'closed', LOG_LEVEL: 'trace' };
  const served = startServe({ cwd: folder, env });
  expect(await served.ended).toBe(1);
  expect(served.text()).toMatch(
    /^hub: the hub could not start: the database hub at 127.0.0.1:1 cannot be opened: .+\n$/m,
  );
  expect(served.text()).not.toContain(PASSWORD);
  // With a database and keys of its own, a hub needs no data folder.
  expect(readdirSync(folder)).not.toContain('.hub');
});

describe.skipIf(NO_SERVER !== undefined)('two hubs on one PostgreSQL database', { timeout: 120_000 }, () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  beforeAll(async () => {
    database = await createDatabase();
    writeTestProfile(folder, 'administrator', { kind: 'administrator', hubUrl: 'http://127.0.0.1:1' });
    writeTestProfile(folder, 'shop', { hubUrl: 'http://127.0.0.1:1' });
  });
  afterAll(() => database?.drop());

  test('make their keys together, take each other’s tokens, and refuse a third with other keys', async () => {
    const address = new URL(database.url);
    address.password = PASSWORD;
    writeFileSync(join(folder, 'database-url'), address.href);
    const env = {
      HUB_KEYS_DIR: 'keys',
      DATABASE_URL_FILE: 'database-url',
      HUB_ADMINISTRATOR_KEY: testKey('administrator').publicKey,
      LOG_LEVEL: 'trace',
    };
    const hubs = [startServe({ cwd: folder, env }), startServe({ cwd: folder, env })];
    const [one = '', other = ''] = await Promise.all(hubs.map(({ ready }) => ready));
    const jwks = (url: string) => fetch(`${url}/.well-known/jwks.json`).then((response) => response.text());
    expect(await jwks(one)).toBe(await jwks(other));

    const at = (url: string, line: string) =>
      runCommand(line.split(' '), { cwd: folder, env: { HUB_URL: url, HUB_PROFILES_DIR: folder } });
    const key = testKey('shop').publicKey;
    const what = `--kind platform --name Shop --purpose ORDER_STATUS --profile administrator --key ${key}`;
    expect((await at(one, `participant register shop ${what}`)).exitCode).toBe(0);
    const token = (await at(one, 'token --platform shop')).out.trim();
    const asked = await fetch(`${other}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"query":"{ operators { code } }"}',
    });
    expect(await asked.json()).toMatchObject({ data: { operators: [] } });

    const third = startServe({ cwd: folder, env: { ...env, HUB_KEYS_DIR: 'other-keys' } });
    expect(await third.ended).toBe(1);
    expect(third.text()).toMatch(
      /^hub: the store is used with other `grants.key`, `pseudonyms.key`, `requests.key`, `tokens.key`, `tracking-numbers.key` than \S+other-keys has: copy it/m,
    );

    for (const { child } of hubs) child.kill('SIGTERM');
    expect(await Promise.all(hubs.map(({ ended }) => ended))).toEqual([0, 0]);
    for (const { text } of [...hubs, third])
      for (const secret of [PASSWORD, token]) expect(text()).not.toContain(secret);
  });
});

/** The settings of `hub serve`: what is refused, and that the README and the help tell of those there are. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mergeSettings } from '../../gateway/cli/serve/mergeSettings.ts';
import { readOptions } from '../../gateway/cli/serve/readOptions.ts';
import { HUB_SETTINGS } from '../../gateway/cli/serve/settings.ts';
import { runCommand } from '../support/runCommand.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'hub-settings-'));
writeFileSync(join(folder, 'no-address'), '{"a":1}');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `hub serve` says to settings that it refuses: in this process, since nothing is started. */
async function refuse(settings: unknown, env: Record<string, string> = {}) {
  writeFileSync(join(folder, 'hub.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
  const { exitCode, out, err } = await runCommand(['serve', '--config', 'hub.json'], { cwd: folder, env });
  return { exitCode, text: `${out}${err}` };
}

const settings = () => ({
  port: 0,
  dataDir: 'refused',
  tokenIssuer: 'https://issuer.example',
  tokenJwksUrl: 'https://issuer.example/jwks',
});

test.each<[what: string, change: () => unknown, env: Record<string, string>, sentence: RegExp]>([
  [
    'a misspelt setting',
    () => ({ ...settings(), prot: 1 }),
    {},
    /^hub: hub\.json has a setting `prot` that does not exist; did you mean `port`\?\n$/,
  ],
  [
    'a misspelt variable',
    settings,
    { HUB_PROT: '1' },
    /^hub: HUB_PROT is no setting; did you mean `HUB_PORT`/,
  ],
  [
    'a variable like no setting',
    settings,
    { HUB_X_THAT_IS_LIKE_NOTHING_AT_ALL_HERE: 's3cret' },
    /^hub: HUB_\w+ is no setting; there are HUB_PORT, HUB_HOST, .*LOG_LEVEL\n$/i,
  ],
  ['a list', () => [], {}, /^hub: hub\.json must hold one JSON object of settings\n$/],
  ['null', () => null, {}, /^hub: hub\.json must hold one JSON object of settings\n$/],
  [
    'a setting that is an object',
    () => ({ ...settings(), databaseUrl: { password: 's3cret' } }),
    {},
    /^hub: `databaseUrl` in hub\.json must be a text or a number\n$/,
  ],
  [
    'what is no JSON, which may hold a secret',
    () => '{ "databaseUrl": "s3cret',
    {},
    /^hub: `hub\.json` is no JSON/,
  ],
  ['half an issuer', () => ({ ...settings(), tokenJwksUrl: '' }), {}, /^hub: HUB_TOKEN_JWKS_URL is not set/],
  [
    'an administrator without a key',
    () => ({ ...settings(), administratorKey: 's3cret' }),
    {},
    /^hub: HUB_ADMINISTRATOR_KEY must be an Ed25519 public key/,
  ],
  [
    'an address of another database',
    settings,
    { DATABASE_URL: 'mysql://u:s3cret@h/d' },
    /^hub: DATABASE_URL must be the address of a PostgreSQL server/,
  ],
  [
    'a password in two places',
    settings,
    { DATABASE_URL: 'postgres://u:s3cret@h/d', DATABASE_URL_FILE: 'hub.json' },
    /^hub: DATABASE_URL and DATABASE_URL_FILE are both set; leave one out\n$/,
  ],
  [
    'a file with the address of the database that is not there',
    settings,
    { DATABASE_URL_FILE: 'nowhere' },
    /^hub: DATABASE_URL_FILE names `nowhere`, which cannot be read \(ENOENT\)\n$/,
  ],
  [
    'a file with the address of the database that holds none',
    settings,
    { DATABASE_URL_FILE: 'no-address' },
    /^hub: DATABASE_URL must be the address of a PostgreSQL server/,
  ],
  [
    'a drain without an end',
    settings,
    { HUB_DRAIN_SECONDS: '1e9' },
    /^hub: HUB_DRAIN_SECONDS is `1e9`; it must be whole seconds from 0 to 300\n$/,
  ],
  [
    'a retention that would cut what is still served',
    settings,
    { HUB_RETENTION_DAYS: '29' },
    /^hub: HUB_RETENTION_DAYS is `29`; it must be whole days from 30 to 3650\n$/,
  ],
  [
    'a retention of half a day',
    settings,
    { HUB_RETENTION_DAYS: '90.5' },
    /^hub: HUB_RETENTION_DAYS is `90.5`; it must be whole days from 30 to 3650\n$/,
  ],
])('%s is refused in a sentence', async (_, change, env, sentence) => {
  const { exitCode, text } = await refuse(change(), env);
  expect(exitCode).toBe(2);
  expect(text).toMatch(sentence);
  expect(text).not.toMatch(/s3cret|\n\s+at /);
});

test.each([
  [{}, 180],
  [{ HUB_RETENTION_DAYS: '30' }, 30],
])('with %o legs are kept for %i days', (env, days) => {
  const terminal = { out: process.stdout, err: process.stderr, cwd: folder };
  const options = readOptions({ ...terminal, env: { LOG_LEVEL: 'silent', ...env } }, {});
  expect(options.retentionDays).toBe(days);
});

test('the README lists the settings as they are, and so does the help', async () => {
  const rows = HUB_SETTINGS.map(
    ({ variable, key, is, otherwise }) => `| \`${variable}\` | \`${key}\` | ${is} | ${otherwise} |`,
  );
  const table = README.split('\n## ').find((section) => section.startsWith('Settings')) ?? '';
  expect(
    table
      .split('\n')
      .filter((line) => line.split('|').length === 6)
      .slice(2),
  ).toEqual(rows);
  const { exitCode, out } = await runCommand(['serve', '--help'], { cwd: folder });
  expect(exitCode).toBe(0);
  for (const { variable, key } of HUB_SETTINGS)
    expect(out).toMatch(new RegExp(`^  ${variable} +${key} `, 'm'));
});

test('the file that the README shows has settings of a hub', () => {
  const shown = JSON.parse(/```json\n([^`]*"drainSeconds"[^`]*)```/.exec(README)?.[1] ?? '');
  expect(Object.keys(mergeSettings({}, { name: 'hub.json', settings: shown }))).toHaveLength(5);
});

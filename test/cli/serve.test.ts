import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { ISSUER, issuerJwks, makeToken } from '../identity/tokens.ts';
import { type HostileOperator, startHostileOperator } from '../support/testOperators.ts';

const HUB = fileURLToPath(new URL('../../gateway/cli/hub.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hub-serve-'));
const children: ChildProcess[] = [];
let jwksUrl: string;
let operator: HostileOperator;
const jwks = createServer(async (_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(await issuerJwks()));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  jwksUrl = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwks.json`;
  operator = await startHostileOperator('zto', 'courier');
  writeFileSync(join(folder, 'operators.json'), JSON.stringify({ operators: [operator.known] }));
  mkdirSync(join(folder, 'agreements'));
  const agreement = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "zto", platform: "cainiao", purposes: [ORDER_STATUS]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z")
type CourierLeg { status: ParcelStatus @share }
`;
  writeFileSync(join(folder, 'agreements', 'zto--cainiao.graphql'), agreement);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await operator.stop();
  jwks.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Served {
  readonly child: ChildProcess;
  /** Both outputs together, so far. */
  text(): string;
  readonly ended: Promise<number | null>;
}

/** Starts `hub serve` as a process, with settings in a file. */
function startServe(settings: object): Served {
  writeFileSync(join(folder, 'hub.json'), JSON.stringify(settings));
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [HUB, 'serve', '--config', 'hub.json'], {
    cwd: folder,
    env: { PATH },
  });
  children.push(child);
  let text = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk) => {
      text += String(chunk);
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, text: () => text, ended };
}

/** What `hub serve` says to settings that it refuses: in this process, since nothing is started. */
async function refuse(settings: unknown, env: Record<string, string> = {}) {
  writeFileSync(join(folder, 'hub.json'), typeof settings === 'string' ? settings : JSON.stringify(settings));
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const exitCode = await runHub(['serve', '--config', 'hub.json'], {
    out: { write },
    err: { write },
    env,
    cwd: folder,
  });
  return { exitCode, text };
}

const settings = () => ({
  port: 0,
  dataDir: 'data',
  subgraphHosts: '127.0.0.1',
  tokenIssuer: ISSUER,
  tokenJwksUrl: jwksUrl,
  operators: 'operators.json',
  agreements: 'agreements',
});

describe('hub serve', { timeout: 60_000 }, () => {
  test('answers the issuer’s tokens, issues none, and ends in order when it is told to', async () => {
    const served = startServe(settings());
    const answering = /answering at (http:\S+\/graphql)/;
    await expect.poll(served.text, { timeout: 50_000 }).toMatch(answering);
    const [, url = ''] = answering.exec(served.text()) ?? [];
    const health = new URL('/health/ready', url);
    expect((await fetch(health)).status).toBe(200);
    const issued = await fetch(new URL('/oauth/token', url), {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'cainiao' }),
    });
    expect(issued.status).toBeGreaterThanOrEqual(400);
    const now = Math.floor(Date.now() / 1_000);
    const token = await makeToken({ claims: { iat: now, exp: now + 600 } });
    const ask = (authorization: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: '{"query":"{ operators { code } }"}',
      });
    expect((await ask({})).status).toBe(401);
    const answer = await ask({ authorization: `Bearer ${token}` });
    expect(await answer.json()).toMatchObject({ data: { operators: [{ code: 'zto' }] } });
    served.child.kill('SIGTERM');
    expect(await served.ended).toBe(0);
    expect(served.text()).toContain('stopping; requests under way finish');
    await expect(fetch(health)).rejects.toThrow();
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
    ['a list', () => [], {}, /must hold one JSON object/],
    [
      'what is no JSON, which may hold a secret',
      () => '{ "databaseUrl": "s3cret',
      {},
      /^hub: `hub\.json` is no JSON/,
    ],
    [
      'half an issuer',
      () => ({ ...settings(), tokenJwksUrl: '' }),
      {},
      /^hub: HUB_TOKEN_JWKS_URL is not set/,
    ],
    [
      'an administrator without a key',
      () => ({ ...settings(), administratorKey: 's3cret' }),
      {},
      /^hub: HUB_ADMINISTRATOR_KEY must be an Ed25519 public key/,
    ],
    [
      'no operators',
      () => ({ ...settings(), operators: '' }),
      {},
      /HUB_OPERATORS is not set|there is no file|cannot be read/,
    ],
    [
      'a file of operators that is none',
      settings,
      { HUB_OPERATORS: 'hub.json' },
      /^hub: hub\.json must be an object with a list of `operators`\n$/,
    ],
    ['no such agreements', settings, { HUB_AGREEMENTS: 'nowhere' }, /^hub: there is no file `nowhere`\n$/],
    [
      'an address of another database',
      settings,
      { DATABASE_URL: 'mysql://u:s3cret@h/d' },
      /^hub: DATABASE_URL must be the address of a PostgreSQL server/,
    ],
  ])('%s is refused in a sentence', async (_, change, env, sentence) => {
    const { exitCode, text } = await refuse(change(), env);
    expect(exitCode).not.toBe(0);
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/s3cret|\n\s+at /);
  });

  test('agreements with errors are not served, and each error is shown', async () => {
    mkdirSync(join(folder, 'bad'), { recursive: true });
    writeFileSync(join(folder, 'bad', 'zto--cainiao.graphql'), 'type CourierLeg { pickupCode: String }');
    const served = startServe({ ...settings(), agreements: 'bad' });
    expect(await served.ended).toBe(1);
    expect(served.text()).toMatch(
      /^HUB050 [\s\S]*HUB057 [\s\S]*agreements with errors are not served; mend them first\n$/,
    );
  });
});

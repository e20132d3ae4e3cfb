import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { writeTestProfile } from '../support/writeTestProfile.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CASES = 'test/cli/agreements';

const folder = mkdtempSync(join(tmpdir(), 'hub-command-'));
for (const code of ['cainiao', 'x']) writeTestProfile(folder, code, { hubUrl: 'http://127.0.0.1:9' });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command line, split at spaces, in this process. */
async function hub(line: string, env: Record<string, string> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await runHub(line.split(' ').filter(Boolean), {
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
    env: { HUB_PROFILES_DIR: folder, ...env },
    cwd: ROOT,
  });
  return { exitCode, out: out.join(''), err: err.join('') };
}

const EXPLAIN = 'agreement explain schema/agreements --operator hive-box --platform jd';

describe('what is typed, what comes out', () => {
  test.each<[line: string, exitCode: number, out: RegExp, err: RegExp]>([
    ['--help', 0, /^examples:\n {2}hub [\s\S]*Usage: hub[\s\S]*token[\s\S]*agreement[\s\S]*explain/, /^$/],
    ['agreement check --help', 0, /^example:\n {2}hub agreement check/, /^$/],
    ['agreement chek', 2, /^$/, /unknown command 'chek'\n\(Did you mean check\?\)/],
    ['agreement check', 2, /^$/, /missing required argument 'files'/],
    ['explain HUB065 --formt json', 2, /^$/, /unknown option '--formt'\n\(Did you mean --format\?\)/],
    ['explain HUB065 HUB066', 2, /^$/, /too many arguments/],
    ['', 2, /^$/, /Usage: hub/],
    ['tokn', 2, /^$/, /^hub: unknown command 'tokn'\n\(Did you mean token\?\)/],
    ['token', 2, /^$/, /required option '--platform <code>' not specified/],
    ['agreement', 2, /^$/, /Usage: hub agreement/],
    ['explain HUB065', 0, /^HUB065: two \w+ mask a field differently\n\n/, /^$/],
    ['explain hub065', 0, /^HUB065/, /^$/],
    ['explain HUB065 --format json', 0, /^\{\n {2}"code": "HUB065",\n/, /^$/],
    ['explain not_shared', 0, /^NOT_SHARED: a code of `extensions\.disclosure`\n\n.*amendment/, /^$/],
    [
      'agreement explain schema/agreements --operator hivebox --platform jd --purpose LEGAL --field LockerLeg.status',
      2,
      /^$/,
      /names the operator `hivebox`; did you mean `hive-box`\?/,
    ],
    [
      'agreement explain schema/agreements --operator hive-box --platform amazon --purpose LEGAL --field LockerLeg.status',
      2,
      /^$/,
      /names the platform `amazon`; they name cainiao, jd, taobao/,
    ],
    ['explain HUB65', 2, /^$/, /^hub: there is no code `HUB65`; did you mean/],
    ['explain constructor', 2, /^$/, /there is no code `constructor`/],
    ['explain HUB065 --format xml', 2, /^$/, /'xml' is invalid/],
    [
      'agreement check schema/agreements',
      0,
      /^9 files checked, 9 agreements can be compiled: 0 errors, 2 warnings\n$/,
      /HUB059 warning/,
    ],
    [
      `agreement check ${CASES}/bad/hive-box--cainiao.graphql`,
      1,
      /^1 file checked, 0 agreements can be compiled: 1 error,/,
      /HUB057[\s\S]*:\d+:3[\s\S]*did you mean `deadline`/,
    ],
    [`agreement check ${CASES}/bad --format json`, 1, /"code": "HUB057"/, /^$/],
    ['agreement check nowhere.graphql', 2, /^$/, /^hub: there is no file `nowhere.graphql`\n$/],
    ['agreement check gateway', 2, /^$/, /the folder `gateway` has no .graphql files/],
    [
      `${EXPLAIN} --purpose RECIPIENT_NOTICE --field LockerLeg.pickupCode`,
      0,
      /^LockerLeg.pickupCode: disclosed[\s\S]*hive-box--jd.graphql:\d+:\d+ {2}@share\(for: \[RECIPIENT_NOTICE\], until: DELIVERED\)/,
      /^$/,
    ],
    [
      `${EXPLAIN} --purpose RECIPIENT_NOTICE --field LockerLeg.pickupCode --status ACCEPTED DELIVERED`,
      0,
      /^LockerLeg.pickupCode: withheld \(PHASE_OVER\)/,
      /^$/,
    ],
    [
      `${EXPLAIN} --purpose ORDER_STATUS --field LockerLeg.pickupCode`,
      0,
      /^LockerLeg.pickupCode: withheld \(PURPOSE\)/,
      /^$/,
    ],
    [
      `${EXPLAIN} --purpose RECIPIENT_NOTICE --field LockerLeg.pickupCode --relation FOREIGN`,
      0,
      /withheld \(NOT_OWN_PARCEL\)/,
      /^$/,
    ],
    [
      `${EXPLAIN} --purpose RECIPIENT_NOTICE --field Recipient.name`,
      0,
      /^Recipient.name: masked[\s\S]*CN_NAME[\s\S]*LockerLeg.recipient/,
      /^$/,
    ],
    [
      `${EXPLAIN} --purpose RECIPIENT_NOTICE --field LockerLeg.pickupCode --at 2030-01-01T00:00:00Z`,
      0,
      /withheld \(EXPIRED\)/,
      /^$/,
    ],
    [
      `${EXPLAIN} --purpose NOTICE --field LockerLeg.pickupCode`,
      2,
      /^$/,
      /^hub: --purpose `NOTICE` does not exist/,
    ],
    [
      `${EXPLAIN} --purpose LEGAL --field LockerLeg.pickupcode`,
      2,
      /^$/,
      /--field `LockerLeg.pickupcode` does not exist; did you mean `LockerLeg.pickupCode`/,
    ],
    [
      `${EXPLAIN} --purpose LEGAL --field LockerLeg.status --at yesterday`,
      2,
      /^$/,
      /--at `yesterday` is no time with an offset/,
    ],
    [
      `agreement diff ${CASES}/wider/hive-box--cainiao.graphql schema/agreements/hive-box--cainiao.graphql`,
      0,
      /^hive-box--cainiao: version 2 to 1/,
      /^hub: the new version says `version: 1`, and the one before 2: write `version: 3`\n$/,
    ],
    [
      `agreement diff schema/agreements/hive-box--cainiao.graphql ${CASES}/wider/hive-box--cainiao.graphql`,
      0,
      /Recipient.phone|LockerLeg.status/,
      /^$/,
    ],
    [
      'agreement diff schema/agreements/hive-box--cainiao.graphql schema/agreements/hive-box--jd.graphql',
      2,
      /^$/,
      /is between other parties/,
    ],
    [
      `agreement diff schema/agreements/hive-box--cainiao.graphql ${CASES}/bad/hive-box--cainiao.graphql`,
      1,
      /^$/,
      /HUB057[\s\S]*has errors; mend them first/,
    ],
  ])('hub %s', async (line, exitCode, out, err) => {
    const result = await hub(line);
    expect(result.exitCode).toBe(exitCode);
    expect(result.out).toMatch(out);
    expect(result.err).toMatch(err);
    expect(result.out + result.err).not.toMatch(/\n {4}at /);
  });
});

describe('hub token', () => {
  const requests: string[] = [];
  let answer = { status: 200, body: '' };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
    response.statusCode = answer.status;
    response.end(answer.body);
  });
  let HUB_URL = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    HUB_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('prints the token alone', async () => {
    answer = { status: 200, body: '{"access_token":"a.b.c","token_type":"Bearer"}' };
    const result = await hub('token --platform cainiao --purpose ORDER_STATUS DELIVERY', { HUB_URL });
    expect(result).toEqual({ exitCode: 0, out: 'a.b.c\n', err: '' });
    expect(requests.at(-1)).toMatch(
      /^POST \/oauth\/token application\/x-www-form-urlencoded;charset=UTF-8 grant_type=client_credentials&client_assertion_type=urn\S+&client_assertion=[\w.-]+&scope=ORDER_STATUS\+DELIVERY$/,
    );
  });

  test("says the hub's own words when it issues none", async () => {
    answer = {
      status: 400,
      body: '{"error":"invalid_client","error_description":"there is no platform `x`"}',
    };
    const result = await hub('token --platform x', { HUB_URL });
    expect(result).toEqual({ exitCode: 1, out: '', err: 'hub: there is no platform `x`\n' });
  });

  test('prints nothing that is no token, and no escape sequence of a stranger', async () => {
    answer = { status: 200, body: JSON.stringify({ access_token: 'a.b\nx: y' }) };
    expect(await hub('token --platform x', { HUB_URL })).toEqual({
      exitCode: 1,
      out: '',
      err: 'hub: the answer has no token\n',
    });
    answer = { status: 400, body: JSON.stringify({ error_description: 'no\u001b[2J\nplatform' }) };
    expect((await hub('token --platform x', { HUB_URL })).err).toBe('hub: no platform\n');
  });

  test('says that a hub is only starting', async () => {
    answer = { status: 503, body: '{"errors":[{"message":"the hub is starting or stopping"}]}' };
    const { exitCode, err } = await hub('token --platform x', { HUB_URL });
    expect([exitCode, err]).toEqual([1, 'hub: the hub is starting or stopping\n']);
  });

  test('finds a hub below a path', async () => {
    answer = { status: 200, body: '{"access_token":"a.b.c"}' };
    await hub('token --platform x', { HUB_URL: `${HUB_URL}/tracking/` });
    expect(requests.at(-1)).toMatch(/^POST \/tracking\/oauth\/token /);
  });

  test('takes nothing else for a hub', async () => {
    answer = { status: 200, body: '<html>' };
    const result = await hub('token --platform x', { HUB_URL });
    expect([result.exitCode, result.out]).toEqual([3, '']);
    expect(result.err).toMatch(/is no hub/);
  });

  test('an unreachable hub is exit code 3, an impossible address is wrong usage', async () => {
    const unreachable = await hub('token --platform x', { HUB_URL: 'http://127.0.0.1:9' });
    expect([unreachable.exitCode, unreachable.out]).toEqual([3, '']);
    expect(unreachable.err).toMatch(
      /^hub: no hub answers at http:\/\/127.0.0.1:9; start one with `npm start`/,
    );
    expect((await hub('token --platform x', { HUB_URL: 'file:///etc/passwd' })).exitCode).toBe(2);
  });
});

test('the program itself: words, exit code, and a pipe that is closed early', async () => {
  const run = (command: string) =>
    new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
      execFile('bash', ['-c', command], { cwd: ROOT }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      );
    });
  const [explained, refused, piped, unread] = await Promise.all([
    run('node gateway/cli/hub.mjs explain HUB060'),
    run('node gateway/cli/hub.mjs explain'),
    run(
      'set -o pipefail; node gateway/cli/hub.mjs agreement check schema/agreements --format json | head -1',
    ),
    // Nobody reads its complaint: no stack trace all the same.
    run('node gateway/cli/hub.mjs tokn 2> >(exec 0<&-) 2>&1'),
  ]);
  expect(explained).toMatchObject({ code: 0, err: '' });
  expect(explained.out).toMatch(/^HUB060: a key is shared\n/);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(unread.out + unread.err).not.toMatch(/\n {4}at /);
  expect(piped).toMatchObject({ code: 0, out: '{\n' });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDemoAgreements } from '../../gateway/cli/demo/readDemoAgreements.ts';
import { addSandbox } from '../../gateway/sandbox/server/addSandbox.ts';
import type {
  CheckAnswer,
  SandboxAgreements,
  SandboxTrace,
  SharingGrid,
} from '../../gateway/sandbox/wire/answers.ts';
import { NUMBER, type SandboxHub, SECRETS, startSandboxHub } from './sandboxHub.ts';
import { WITHOUT_DEMO } from './withoutDemo.ts';

const QUERY = `{ parcel(trackingNumber: "${NUMBER}") { status legs { waybill recipient { name phone } ... on LockerLeg { deadline pickupCode } } } }`;
const FILE = 'schema/agreements/hive-box--cainiao.graphql';

let demo: SandboxHub;
let plain: SandboxHub;
beforeAll(async () => {
  demo = await startSandboxHub();
  plain = await startSandboxHub(null);
});
afterAll(() => Promise.all([demo?.stop(), plain?.stop()]));

const get = (hub: SandboxHub, path: string) => fetch(`${hub.url}/sandbox/${path}`);
const post = (hub: SandboxHub, path: string, body: unknown) =>
  fetch(`${hub.url}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface Traced {
  readonly text: string;
  readonly trace: SandboxTrace | undefined;
}

async function askTraced(
  hub: SandboxHub,
  platform: string,
  more: object = {},
  header = '1',
): Promise<Traced> {
  const token = await hub.readToken(platform, ['RECIPIENT_NOTICE']);
  const headers = { authorization: `Bearer ${token}`, 'sandbox-trace': header };
  const { text } = await hub.post(JSON.stringify({ query: QUERY, ...more }), headers);
  return { text, trace: JSON.parse(text).extensions?.sandbox };
}

describe('demo mode', () => {
  test('tells what there is to look at', async () => {
    const network = (await (await get(demo, 'network')).json()) as Record<string, unknown>;
    expect(network).toMatchObject({ isDemo: true, now: '2026-11-20T04:00:00.000Z' });
    expect(network['operators']).toContainEqual({ code: 'hive-box', name: 'Hive Box', role: 'locker' });
  });

  test('issues a token for a platform and purpose, and none for what it does not know', async () => {
    const issued = await post(demo, 'token', { platform: 'jd', purpose: 'ORDER_STATUS' });
    const { token } = (await issued.json()) as { token: string };
    expect((await demo.ask('{ operators { code } }', {}, { token })).status).toBe(200);
    expect((await post(demo, 'token', { platform: 'nobody', purpose: 'ORDER_STATUS' })).status).toBe(400);
    expect((await post(demo, 'token', { platform: 'jd' })).status).toBe(400);
  });

  test('says who was asked for what, and by which clause each field was decided', async () => {
    const { text, trace } = await askTraced(demo, 'cainiao');
    expect(trace?.requests.map(({ operator }) => operator).sort()).toEqual([
      'china-post',
      'hive-box',
      'sf-express',
    ]);
    expect(
      trace?.requests.every(({ query, outcome }) => query.includes('_entities') && outcome === 'ANSWERED'),
    ).toBe(true);
    expect(trace?.cost.estimate).toBeGreaterThan(0);
    const groupOf = (operator: string) => trace?.groups.find((group) => group.operator === operator);
    const name = groupOf('china-post')?.fields['Recipient.name'];
    expect(name).toMatchObject({ kind: 'masked', mask: 'CN_NAME' });
    expect(trace?.clauses[name?.clause ?? -1]).toMatchObject({
      file: 'schema/agreements/china-post--cainiao.graphql',
      text: expect.stringContaining('as: CN_NAME'),
    });
    expect(groupOf('hive-box')?.fields['LockerLeg.pickupCode']).toMatchObject({
      kind: 'withheld',
      code: 'NOT_SHARED',
    });
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  test('says it only to who asks for it', async () => {
    expect((await askTraced(demo, 'cainiao', {}, '0')).trace).toBeUndefined();
  });

  test('tells what a draft would change of an answer, and asks nobody under it', async () => {
    const file = readDemoAgreements().find((each) => each.file === FILE);
    const text = (file?.text ?? '').replace(
      'consentBasis:',
      'pickupCode: String @share(for: [RECIPIENT_NOTICE])\n  consentBasis:',
    );
    const draft = { extensions: { sandbox: { draft: { file: FILE, text } } } };
    const traced = await askTraced(demo, 'cainiao', draft);
    expect(traced.trace?.draft).toEqual({
      operator: 'hive-box',
      platform: 'cainiao',
      isSound: true,
      legs: 1,
      changes: [
        { coordinate: 'LockerLeg.pickupCode', legs: 1, before: 'withheld (NOT_SHARED)', after: 'disclosed' },
      ],
    });
    for (const secret of SECRETS) expect(traced.text).not.toContain(secret);
    expect(traced.trace?.requests.some(({ query }) => query.includes('pickupCode'))).toBe(false);
    // The same draft is none of JD's business.
    expect((await askTraced(demo, 'jd', draft)).trace?.draft?.changes).toEqual([]);
  });

  test('checks a draft as `hub agreement check` does', async () => {
    const file = readDemoAgreements().find((each) => each.file === FILE);
    const wrong = (file?.text ?? '').replace('substatus: ParcelSubstatus', 'substats: ParcelSubstatus');
    const line = wrong.split('\n').findIndex((each) => each.includes('substats')) + 1;
    const answer = (await (await post(demo, 'check', { file: FILE, text: wrong })).json()) as CheckAnswer;
    expect(answer.problems.map((problem) => problem.line)).toEqual([line]);
    expect(answer.problems[0]).toMatchObject({
      severity: 'error',
      column: 3,
      help: expect.stringContaining('substatus'),
    });
    expect(answer.grid).toBeUndefined();
    const fine = (await (await post(demo, 'check', { file: FILE, text: file?.text })).json()) as CheckAnswer;
    expect(fine.problems).toEqual([]);
    expect(fine.difference).toContain('nothing changes');
  });

  test('lays an agreement out by field, purpose and relation', async () => {
    const grid = (await (
      await post(demo, 'grid', { file: 'schema/agreements/hive-box--jd.graphql' })
    ).json()) as SharingGrid;
    const cell = (coordinate: string, purpose: string, relation: string) =>
      grid.rows.find((row) => row.coordinate === coordinate)?.cells[grid.purposes.indexOf(purpose)]?.[
        grid.relations.indexOf(relation)
      ];
    expect(cell('LockerLeg.storedAt', 'ORDER_STATUS', 'OWN')).toEqual({ mask: 'CLEAR' });
    expect(cell('LockerLeg.storedAt', 'ORDER_STATUS', 'FOREIGN')).toEqual({ mask: 'HOUR' });
    expect(cell('LockerLeg.pickupCode', 'ORDER_STATUS', 'OWN')).toBeNull();
    expect(cell('LockerLeg.pickupCode', 'RECIPIENT_NOTICE', 'OWN')).toEqual({
      mask: 'CLEAR',
      phase: 'until any final status',
    });
  });
});

describe('outside demo mode', () => {
  test.each(['agreements'])('GET %s is not there', async (path) => {
    expect((await get(plain, path)).status).toBe(404);
  });

  test.each([
    ['token', { platform: 'jd', purpose: 'ORDER_STATUS' }],
    ['check', { file: FILE, text: '' }],
    ['grid', { file: FILE }],
  ])('POST %s is not there', async (path, body) => {
    const response = await post(plain, path, body);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('eyJ');
  });

  test('the network is not told of', async () => {
    expect(await (await get(plain, 'network')).json()).toMatchObject({
      isDemo: false,
      platforms: [],
      operators: [],
    });
  });

  test('no answer says how it came about, whoever asks for that', async () => {
    const { text, trace } = await askTraced(plain, 'cainiao');
    expect(trace).toBeUndefined();
    expect(text).not.toContain('_entities');
  });
});

describe('the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-page-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  test('says in words that it is not built, and comes as soon as it is', async () => {
    const http = fastify();
    addSandbox(http, { ...WITHOUT_DEMO, folder });
    const missing = await http.inject('/sandbox');
    expect(missing.statusCode).toBe(503);
    expect(missing.body).toContain('npm run prepare');
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'assets', 'a-1.js'), 'plain');
    writeFileSync(join(folder, 'assets', 'a-1.js.br'), 'smaller');
    const page = await http.inject('/sandbox');
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const small = await http.inject({
      url: '/sandbox/assets/a-1.js',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect([small.body, small.headers['content-encoding']]).toEqual(['smaller', 'br']);
    expect(small.headers['cache-control']).toContain('immutable');
    expect((await http.inject('/sandbox/assets/a-1.js')).body).toBe('plain');
    await http.close();
  });

  test.each([
    '/sandbox/assets/..%2f..%2fpackage.json',
    '/sandbox/assets/none.js',
    '/sandbox/assets/a-1.js.br',
    '/sandbox/../package.json',
  ])('%s is nothing', async (url) => {
    const http = fastify();
    addSandbox(http, { ...WITHOUT_DEMO, folder });
    expect((await http.inject(url)).statusCode).toBe(404);
    await http.close();
  });
});

describe('a network that participants make', () => {
  const read = async () => (await (await get(demo, 'agreements')).json()) as SandboxAgreements;

  test('shows what they signed, by the names of the files, and since when it holds', async () => {
    const { agreements, stops } = await read();
    expect(agreements.map(({ file }) => file)).toContain(FILE);
    expect(agreements.find(({ file }) => file === FILE)).toMatchObject({
      operator: 'hive-box',
      platform: 'cainiao',
      from: '2026-01-05T04:00:00.000Z',
      until: '2027-12-31T16:00:00.000Z',
    });
    expect(stops).toEqual([]);
  });

  test('shows a suspension as soon as it is acknowledged', async () => {
    await demo.take('china-post--jd', 'china-post', 'SUSPEND', { reason: 'SECURITY_INCIDENT' });
    expect((await read()).stops).toEqual([
      {
        operator: 'china-post',
        platform: 'jd',
        kind: 'SUSPENSION',
        by: 'china-post',
        reason: 'SECURITY_INCIDENT',
        declaredAt: '2026-11-20T04:00:00.000Z',
        effectiveAt: '2026-11-20T04:00:00.000Z',
        endsAt: null,
      },
    ]);
  });
});

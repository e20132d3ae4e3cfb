import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { auditSubgraph } from '../../gateway/cli/audit/auditSubgraph.ts';
import type { ControlClient } from '../../gateway/cli/control/controlClient.ts';
import { runHub } from '../../gateway/cli/hub/runHub.ts';
import { createControlSchema } from '../../gateway/control/createControlSchema.ts';
import { createAuditModule } from '../../gateway/registry/audit/auditModule.ts';
import { defineOperator, startOperator } from '../../subgraphs/kit/index.ts';
import { findFreePort } from '../support/findFreePort.ts';
import { type AuditedNetwork, startAuditedNetwork } from './auditedNetwork.ts';

function createTerminal() {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    out: { write: (text: string) => out.push(text) },
    err: { write: (text: string) => err.push(text) },
    env: {},
    cwd: '.',
  };
  return { terminal, out: () => out.join(''), err: () => err.join('') };
}

async function hub(line: string) {
  const { terminal, out, err } = createTerminal();
  const exitCode = await runHub(line.split(' '), terminal);
  return { exitCode, out: out(), err: err() };
}

async function startSwift(hubJwksUrl: string): Promise<string> {
  const { url, stop } = await startOperator(
    defineOperator({
      code: 'swift',
      role: 'courier',
      legs: async (waybills) =>
        waybills.map((waybill) => (waybill === 'W1' ? { waybill, status: 'ACCEPTED' } : null)),
    }),
    { hubJwksUrl },
  );
  onTestFinished(stop);
  return url;
}

test('a subgraph that knows the keys of the audit: every group, counts, exit code 0', {
  timeout: 60_000,
}, async () => {
  const port = await findFreePort();
  const url = await startSwift(`http://127.0.0.1:${port}/jwks.json`);
  const { exitCode, out, err } = await hub(
    `subgraph audit --url ${url} --operator swift --waybill W1 --jwks-port ${port} --patience 60000`,
  );
  expect(out).toMatch(/^Schema\n {2}PASS {4}A-SDL-01 +MUST/);
  expect(out).toMatch(/\n\nHostile input\n/);
  expect(out).toMatch(/\n\d+ passed, 0 failed, \d+ warned, \d+ skipped\n`swift` meets every MUST/);
  expect(err).toContain(`HUB_JWKS_URL=http://127.0.0.1:${port}/jwks.json`);
  expect(exitCode).toBe(0);
});

test('a subgraph that answers anybody: what failed, what was sent, exit code 1, the same as JSON', {
  timeout: 60_000,
}, async () => {
  const { url, stop } = await startOperator(
    defineOperator({
      code: 'swift',
      role: 'courier',
      legs: async (all) => all.map((waybill) => ({ waybill })),
    }),
    { unsigned: 'allow' },
  );
  onTestFinished(stop);
  const line = `subgraph audit --url ${url} --operator swift --waybill W1 --jwks-port 0 --patience 60000`;
  const text = await hub(line);
  expect(text.exitCode).toBe(1);
  expect(text.out).toMatch(
    /FAIL {4}A-GRANT-02 +MUST .*\n +it is answered: .*\n +> POST http.*_entities.*\n +< 200 /,
  );
  expect(text.out).toMatch(/not conformant; `hub explain A-GRANT-\d\d`/);
  const report = JSON.parse((await hub(`${line} --format json`)).out);
  expect(report).toMatchObject({ operator: 'swift', role: 'courier', url });
  expect(report.counts.FAIL).toBeGreaterThan(5);
  // The report can be passed on: no grant and no signature is in it.
  expect(JSON.stringify(report)).not.toMatch(/Bearer|keyid=/);
});

describe('what is typed wrong', () => {
  const URL = '--url http://127.0.0.1:9/graphql --waybill W1';
  test.each<[line: string, exitCode: number, err: RegExp]>([
    ['subgraph audit', 2, /required option '--url/],
    [`subgraph audit ${URL}`, 2, /--operator says the operator's code/],
    [`subgraph audit ${URL} --operator a--b`, 2, /no possible code/],
    [`subgraph audit ${URL} --operator a --role post`, 2, /'post' is invalid/],
    [`subgraph audit ${URL} --operator a --jwks-port x`, 2, /--jwks-port is a number/],
    [`subgraph audit ${URL} --operator a --patience soon`, 2, /--patience is a number of milliseconds/],
    ['subgraph audit --url file:///etc/passwd --waybill W1 --operator a', 2, /is no address of a subgraph/],
    [`subgraph audit ${URL} --operator a --through-hub`, 2, /^hub: /],
  ])('hub %s', async (line, exitCode, err) => {
    const result = await hub(line);
    expect([result.exitCode, result.out]).toEqual([exitCode, '']);
    expect(result.err).toMatch(err);
  });

  test('nobody listens there: exit code 3', async () => {
    const url = `http://127.0.0.1:${await findFreePort()}/graphql`;
    const result = await hub(`subgraph audit --url ${url} --waybill W1 --operator a --jwks-port 0`);
    expect(result.err).toContain(`no subgraph answers at ${url}: nothing listens there`);
    expect(result.exitCode).toBe(3);
  });
});

describe('through a hub', () => {
  let network: AuditedNetwork;
  beforeAll(async () => {
    network = await startAuditedNetwork();
  });
  afterAll(() => network.stop());

  const control = (kind: ControlClient['kind']): ControlClient => ({
    participant: 'swift',
    kind,
    keyId: 'k',
    hubUrl: 'http://127.0.0.1:4000',
    sign: () => '',
    ask: async <Data>(source: string, variableValues = {}) => {
      const actor = { code: 'swift', kind: 'operator', role: 'courier', keyId: 'k' } as const;
      const contextValue = { actor, now: 0, confirm: async () => {} };
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
      expect(errors).toBeUndefined();
      return data as Data;
    },
  });
  // A hub that has the keys which the subgraph trusts.
  const schema = createControlSchema([
    createAuditModule(({ variant, target, contentDigest }) =>
      network.signer.sign({ variant, target, contentDigest }),
    ),
  ]);
  const options = () => ({
    url: network.url,
    waybill: ['SW0001'],
    throughHub: true,
    format: 'text' as const,
  });

  test('the hub signs as the profile', { timeout: 60_000 }, async () => {
    const { terminal, out } = createTerminal();
    expect(await auditSubgraph(terminal, options(), async () => control('operator'))).toBe(0);
    expect(out()).toContain('`swift` meets every MUST');
  });

  test("a platform's profile has nothing to audit", async () => {
    const { terminal } = createTerminal();
    const audited = auditSubgraph(terminal, options(), async () => control('platform'));
    await expect(audited).rejects.toThrow('`swift` is no operator');
  });
});

test.each([
  [
    'explain A-BATCH-02',
    /^A-BATCH-02: a subgraph answers entities in the order .* \(MUST\)\n\nFederation finds/,
  ],
  ['explain a-grant-09', /^A-GRANT-09: /],
])('hub %s', async (line, out) => {
  expect(await hub(line)).toMatchObject({ exitCode: 0, out: expect.stringMatching(out) });
});

/**
 * The advisories that taught this design something, each with the case or test that shows it cannot happen here; and
 * tests of those that no case can tell.
 */
import { existsSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../tidy/readTree.ts';
import type { CaseNetwork } from './caseNetwork.ts';

const HERE = 'test/cases/runner/describeAdvisories.ts';
const CASES = 'test/cases/advisories';

const ADVISORIES: readonly (readonly [advisory: string, shownIn: string])[] = [
  ['CVE-2025-64530', `${CASES}/CVE-2025-64530-rules-and-interfaces.case`],
  ['CVE-2025-64172', `${CASES}/CVE-2025-64172-derived-fields.case`],
  ['CVE-2025-64173', `${CASES}/CVE-2025-64173-differing-rules.case`],
  ['CVE-2025-64347', `${CASES}/CVE-2025-64347-renamed-directives.case`],
  ['CVE-2026-32621', `${CASES}/CVE-2026-32621-names-of-prototypes.case`],
  ['GHSA-q2f9-x4p4-7xmh', `${CASES}/GHSA-q2f9-x4p4-7xmh-fragments-that-multiply.case`],
  ['CVE-2025-32033', `${CASES}/CVE-2025-32033-counts-that-wrap.case`],
  ['CVE-2025-31481', `${CASES}/CVE-2025-31481-every-entry-is-the-same.case`],
  ['CVE-2023-34047', `${CASES}/CVE-2023-34047-one-batch-one-caller.case`],
  ['CVE-2024-43414', HERE],
  ['GHSA-hff2-gcpx-8f4p', HERE],
  ['GHSA-9q82-xgwf-vj6h', HERE],
  ['CVE-2026-30241', HERE],
];

/** The tests of advisories, over a network that is running when they run. */
export function describeAdvisories(readNetwork: () => CaseNetwork): void {
  describe('advisories', () => {
    test.each(ADVISORIES)('%s is shown in %s', (advisory, path) => {
      expect(existsSync(join(ROOT, path))).toBe(true);
      if (path !== HERE) expect(readFileSync(join(ROOT, path), 'utf8')).toMatch(new RegExp(`^${advisory}: `));
    });

    test.each([
      ['@apollo/gateway', [2, 13, 2]],
      ['@apollo/composition', [2, 13, 2]],
      ['@apollo/query-planner', [2, 13, 2]],
      ['@apollo/server', [5, 5, 0]],
    ])('CVE-2024-43414 and others: %s is no version that has them', (name, least) => {
      const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
      const parts = String(version).split('.').map(Number);
      const first = parts.findIndex((part, index) => part !== least[index]);
      expect(first === -1 || (parts[first] ?? 0) > (least[first] ?? 0)).toBe(true);
    });

    test('CVE-2024-43414: a field that both role graphs have is planned in no time', async () => {
      const fields = Array.from({ length: 50 }, (_, index) => `a${index}: acceptedAt b${index}: status`).join(
        ' ',
      );
      const query = `{ parcel(trackingNumber: "none") { legs { ${fields} } } }`;
      const begin = performance.now();
      const { body } = await readNetwork().hub.ask(query);
      expect(body.data).toEqual({ parcel: null });
      expect(performance.now() - begin).toBeLessThan(5_000);
    });

    test.each(['application/json', 'application/json; charset=x', 'text/plain', 'message/rfc822', ' '])(
      'GHSA-hff2-gcpx-8f4p, GHSA-9q82-xgwf-vj6h: no operation comes by GET, whatever its content type (%s)',
      async (contentType) => {
        const url = `${readNetwork().hub.url}/graphql?query=${encodeURIComponent('{ operators { code } }')}`;
        const response = await fetch(url, { headers: { 'content-type': contentType } });
        expect(response.status).toBe(405);
        expect(await response.text()).not.toContain('sf-express');
      },
    );

    test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
      'GHSA-hff2-gcpx-8f4p: a form of another page (%s) is no operation',
      async (contentType) => {
        const { status, text } = await readNetwork().hub.post('{"query":"{ operators { code } }"}', {
          'content-type': contentType,
        });
        expect(status).toBe(415);
        expect(text).not.toContain('sf-express');
      },
    );

    test('CVE-2026-30241: there is no second transport with limits of its own', async () => {
      const { hostname, port } = new URL(readNetwork().hub.url);
      const outcome = await new Promise<string>((resolve) => {
        const upgrade = httpRequest({
          hostname,
          port,
          path: '/graphql',
          headers: {
            connection: 'Upgrade',
            upgrade: 'websocket',
            'sec-websocket-version': '13',
            'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
            'sec-websocket-protocol': 'graphql-transport-ws',
          },
        });
        upgrade.on('upgrade', (_, socket) => {
          socket.destroy();
          resolve('upgraded');
        });
        upgrade.on('response', (response) => {
          response.resume();
          resolve(`answered ${response.statusCode}`);
        });
        upgrade.on('error', () => resolve('refused'));
        upgrade.end();
      });
      expect(['answered 405', 'refused']).toContain(outcome);
    });

    test('a query that was asked before is not run by its hash alone', async () => {
      const query = '{ operators { code } }';
      const persistedQuery = {
        version: 1,
        sha256Hash: '0'.repeat(64),
      };
      const { text } = await readNetwork().hub.post(
        JSON.stringify({ query, extensions: { persistedQuery } }),
      );
      expect(text).not.toContain('"data"');
    });
  });
}

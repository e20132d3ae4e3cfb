import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOOPBACK_HOSTS, readSubgraphAddresses } from '../../gateway/base/subgraphAddresses.ts';
import { createGuardedLookup } from '../../gateway/dispatch/guardedLookup.ts';
import { createOperatorClient, DEFAULT_CLIENT_OPTIONS } from '../../gateway/dispatch/operatorClient.ts';

/** The host as a URL has it: odd spellings of an address are one. */
const hostOf = (text: string) => new URL(`http://${text}/`).hostname;

describe('an address in a URL', () => {
  test.each<[host: string, list: readonly string[] | undefined, isAllowed: boolean]>([
    // Any public address, and no other.
    ['8.8.8.8', undefined, true],
    ['[2606:4700::1111]', undefined, true],
    ['operator.example', undefined, true],
    ['127.0.0.1', undefined, false],
    ['127.1', undefined, false],
    ['0x7f.1', undefined, false],
    ['2130706433', undefined, false],
    ['017700000001', undefined, false],
    ['0.0.0.0', undefined, false],
    ['10.0.0.1', undefined, false],
    ['11.0.0.1', undefined, true],
    ['172.16.0.1', undefined, false],
    ['172.32.0.1', undefined, true],
    ['192.168.1.1', undefined, false],
    ['100.64.0.1', undefined, false],
    ['100.100.100.200', undefined, false],
    ['100.128.0.1', undefined, true],
    ['169.254.169.254', undefined, false],
    ['168.63.129.16', undefined, false],
    ['224.0.0.1', undefined, false],
    ['255.255.255.255', undefined, false],
    ['[::1]', undefined, false],
    ['[::]', undefined, false],
    ['[::ffff:127.0.0.1]', undefined, false],
    ['[::ffff:a00:1]', undefined, false],
    ['[::ffff:808:808]', undefined, true],
    ['[::127.0.0.1]', undefined, false],
    ['[64:ff9b::7f00:1]', undefined, false],
    ['[2002:7f00:1::]', undefined, false],
    ['[fe80::1]', undefined, false],
    ['[fc00::1]', undefined, false],
    ['[fd00:ec2::254]', undefined, false],
    ['[ff02::1]', undefined, false],
    // A list is the whole of what is allowed.
    ['127.0.0.1', LOOPBACK_HOSTS, true],
    ['[::1]', LOOPBACK_HOSTS, true],
    ['[::ffff:7f00:1]', LOOPBACK_HOSTS, true],
    ['localhost', LOOPBACK_HOSTS, true],
    ['127.0.0.2', LOOPBACK_HOSTS, false],
    ['8.8.8.8', LOOPBACK_HOSTS, false],
    ['operator.example', LOOPBACK_HOSTS, false],
    ['10.1.2.3', ['10.1.0.0/16'], true],
    ['10.2.2.3', ['10.1.0.0/16'], false],
    ['anything.example', ['10.1.0.0/16'], true],
    ['sf.operators.example', ['*.operators.example'], true],
    ['SF.operators.example.', ['*.operators.example'], true],
    ['operators.example', ['*.operators.example'], false],
    ['evil-operators.example', ['*.operators.example'], false],
    ['operators.example.evil.example', ['operators.example'], false],
    ['8.8.8.8', ['*'], true],
    ['10.0.0.1', ['*'], false],
    ['8.8.8.8', [], false],
    ['operator.example', [], false],
  ])('%s with %j: %s', (host, list, isAllowed) => {
    const reason = readSubgraphAddresses(list).refuseHost(hostOf(host));
    expect([reason === undefined, reason]).toEqual([isAllowed, isAllowed ? undefined : expect.any(String)]);
  });

  test.each([
    '',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    'http://a.example',
    '10.0.0',
    'a b',
    '**.example',
    '*.',
  ])('the list refuses the entry %j', (entry) => {
    expect(() => readSubgraphAddresses([entry])).toThrow(/must be a host name/);
  });
});

describe('a name, when the hub connects', () => {
  const lookUp = (found: readonly string[], list: readonly string[] | undefined, all: boolean) =>
    new Promise((resolve) => {
      const addresses = found.map(
        (address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
      );
      const lookup = createGuardedLookup(readSubgraphAddresses(list), (_, __, done) => done(null, addresses));
      lookup('operator.example', { all }, (error, ...rest) => resolve(error?.message ?? rest));
    });

  test.each<[found: readonly string[], list: readonly string[] | undefined, expected: unknown]>([
    [['8.8.8.8'], undefined, [[{ address: '8.8.8.8', family: 4 }]]],
    // Of a mixture, what is public.
    [['10.0.0.1', '8.8.8.8'], undefined, [[{ address: '8.8.8.8', family: 4 }]]],
    [['169.254.169.254'], undefined, expect.stringMatching(/`169.254.169.254` is no public address/)],
    [['::ffff:10.0.0.1'], undefined, expect.stringMatching(/`10.0.0.1` is no public address/)],
    [['fe80::1%eth0'], undefined, expect.stringMatching(/no public address/)],
    // A listed name opens nothing that is not public; a listed range does.
    [['10.0.0.1'], ['operator.example'], expect.stringMatching(/no public address/)],
    [['10.0.0.1'], ['operator.example', '10.0.0.0/8'], [[{ address: '10.0.0.1', family: 4 }]]],
    [['8.8.8.8'], ['10.0.0.0/8'], expect.stringMatching(/not among the hosts/)],
    [[], undefined, expect.stringMatching(/no address/)],
  ])('resolved to %j with %j', async (found, list, expected) => {
    expect(await lookUp(found, list, true)).toEqual(expected);
  });

  test('one address is handed over where one is asked for', async () => {
    expect(await lookUp(['8.8.8.8'], undefined, false)).toEqual(['8.8.8.8', 4]);
  });
});

describe('the client', () => {
  const requests: string[] = [];
  let target: string;
  let other: string;
  const servers: Server[] = [];
  const listen = async (
    answer: (url: string) => [status: number, headers: Record<string, string>, body: string],
  ) => {
    const server = createServer((request, response) => {
      requests.push(`${request.headers.host}${request.url}`);
      const [status, headers, body] = answer(request.url ?? '');
      response.writeHead(status, headers).end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return String((server.address() as AddressInfo).port);
  };

  beforeAll(async () => {
    other = await listen(() => [200, {}, '{"data":{}}']);
    target = await listen((url) =>
      url.startsWith('/redirect/')
        ? [Number(url.slice('/redirect/'.length)), { location: `http://127.0.0.1:${other}/graphql` }, '']
        : [200, {}, '{"data":{}}'],
    );
  });
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function send(url: string, hosts: readonly string[] | undefined) {
    requests.length = 0;
    const refusals: string[] = [];
    const client = createOperatorClient(async () => ({}), {
      ...DEFAULT_CLIENT_OPTIONS,
      addresses: readSubgraphAddresses(hosts),
      onRefused: (operator, address, reason) => refusals.push(`${operator} ${address} ${reason}`),
    });
    const request = { url, operator: 'zto', grant: 'sdl', query: '{ __typename }', variables: {} } as const;
    const answers = [await client.send(request), await client.send(request)];
    await client.close();
    return { answers, refusals };
  }

  test('reaches an address that is listed', async () => {
    const { answers } = await send(`http://127.0.0.1:${target}/graphql`, LOOPBACK_HOSTS);
    expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
  });

  test('reaches a name that leads to a listed address', async () => {
    const { answers } = await send(`http://localhost:${target}/graphql`, LOOPBACK_HOSTS);
    expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
  });

  test.each(['127.0.0.1', 'localhost', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]'])(
    'sends nothing to %s, and says so once',
    async (host) => {
      const url = `http://${host}:${target}/graphql`;
      const { answers, refusals } = await send(url, undefined);
      const refused = { kind: 'failed', failure: 'UNREACHABLE', refusal: 'ADDRESS_REFUSED' };
      expect(answers).toEqual([refused, refused]);
      expect(requests).toEqual([]);
      expect(refusals).toEqual([expect.stringMatching(/^zto http\S+ .*no public address/)]);
    },
  );

  test.each([301, 302, 303, 307, 308])('follows no redirect: %s', async (status) => {
    const { answers } = await send(`http://127.0.0.1:${target}/redirect/${status}`, LOOPBACK_HOSTS);
    expect(answers[0]).toEqual({ kind: 'failed', failure: 'BAD_RESPONSE' });
    expect(requests.filter((request) => request.includes(other))).toEqual([]);
    expect(requests).toHaveLength(2);
  });
});

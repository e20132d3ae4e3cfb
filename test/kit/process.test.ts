/** An operator as a server and as a process: health, logs, stopping, and trouble at the start. */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { defineOperator, startOperator } from '../../subgraphs/kit/index.ts';
import { askEntities, forkExample, legKey, listeningUrl, startCourier } from './support.ts';

test('health answers, and stopping twice is stopping once', async () => {
  const running = await startCourier(async () => []);
  for (const check of ['live', 'ready']) {
    const response = await fetch(new URL(`/health/${check}`, running.url));
    expect([response.status, await response.json()]).toEqual([200, { status: check }]);
  }
  await Promise.all([running.stop(), running.stop()]);
  await expect(fetch(new URL('/health/live', running.url))).rejects.toThrow();
});

test('stopping lets a request in flight finish, and closes kept connections at once', async () => {
  const gate = new EventEmitter();
  const isAsked = once(gate, 'asked');
  const running = await startCourier(async (waybills) => {
    gate.emit('asked');
    await once(gate, 'answer');
    return waybills.map((waybill) => ({ waybill }));
  });
  const request = askEntities(running.url, [legKey('W1')], 'waybill');
  await isAsked;
  const begun = performance.now();
  const stopped = running.stop();
  gate.emit('answer');
  expect((await request).data).toEqual({ _entities: [{ waybill: 'W1' }] });
  await stopped;
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test('each request is one line in the log, without values', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const operator = defineOperator({
    code: 'swift',
    role: 'courier',
    legs: async (waybills) =>
      waybills.map((waybill) => ({ waybill, acceptedAt: 'Li Lei', recipient: { name: 'Li Lei' } })),
  });
  const running = await startOperator(operator, { logger, unsigned: 'allow' });
  await askEntities(running.url, [legKey('W1'), legKey('W2')], 'recipient { name }');
  await askEntities(running.url, [legKey('W1')], 'acceptedAt');
  await fetch(running.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
  await running.stop();
  const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  expect(requests).toMatchObject([
    { operation: 'Legs', entities: 2, outcome: 'ok', errors: 0, durationMs: expect.any(Number) },
    { operation: 'Legs', entities: 1, outcome: 'partial', errors: 1 },
    { operation: null, entities: 0, outcome: 'refused' },
  ]);
  expect(lines.join('')).not.toMatch(/Li Lei|W1/);
});

test('the example answers, and ends by itself when its parent goes', async () => {
  const { child, output } = forkExample({ PORT: '0' });
  const url = await listeningUrl(child);
  const { data } = await askEntities(
    url,
    [legKey('SW0001'), legKey('SW9999')],
    'status events(last: 1) { rawText }',
  );
  expect(data?.['_entities']).toEqual([
    { status: 'OUT_FOR_DELIVERY', events: [{ rawText: '派送中' }] },
    null,
  ]);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(
    output.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg),
  ).toEqual([
    'requests need no signature: anybody on this machine can ask',
    'listening',
    'request',
    'stopping',
  ]);
  expect(output.err).toBe('');
});

// Ctrl-C gives both: SIGINT from the terminal and SIGTERM from the parent.
test.each([[['SIGTERM']], [['SIGINT', 'SIGTERM']]] as const)(
  '%j ends the process with exit code 0',
  async (signals) => {
    const { child } = forkExample({ PORT: '0', LOG_LEVEL: 'silent' });
    await listeningUrl(child);
    for (const signal of signals) child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

test('a port in use is one sentence and exit code 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const { child, output } = forkExample({ PORT: String(port) });
  expect(await once(child, 'close')).toEqual([1, null]);
  taken.close();
  expect(output.err).toBe(
    `Swift Couriers cannot start: port ${port} is in use; set PORT to a free one, or to 0 for any.\n`,
  );
});

test('a `PORT` that is no port is one sentence and exit code 1', async () => {
  const { child, output } = forkExample({ PORT: 'http' });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(output.err).toBe('Swift Couriers cannot start: PORT is a number from 0 to 65535, not `http`.\n');
});

/** Each operator as a process of its own: it answers for seeded waybills, and says what is wrong at the start. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { seedForTest } from '../seed/support.ts';

const { folder, answers } = seedForTest({ parcels: 150 });

function forkOperator(code: string, dataDir: string): ChildProcess {
  const child = fork(new URL(`../../subgraphs/${code}/server.ts`, import.meta.url), {
    env: {
      ...process.env,
      OPERATOR_DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'silent',
      UNSIGNED_REQUESTS: 'allow',
    },
    execArgv: ['--import', 'tsx'],
    silent: true,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function startOperatorProcess(code: string): Promise<string> {
  const [message] = await once(forkOperator(code, folder), 'message');
  return message.listening;
}

async function ask(url: string, query: string, variables: object = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer: { readonly data: Record<string, never>; readonly errors?: unknown } = JSON.parse(
    await response.text(),
  );
  return answer;
}

test.each([
  ['sf-express', 'CourierLeg', 'events(last: 2) { id status } sfExpress_coldChain { maxCelsius }', []],
  ['zto', 'CourierLeg', 'events(last: 2) { id status } estimate { to }', ['goods', 'proof', 'courier']],
  ['china-post', 'CourierLeg', 'events(last: 2) { id status } goods { weightGrams }', []],
  ['hive-box', 'LockerLeg', 'events(last: 2) { id status } station { name } pickupCode', []],
  ['inpost', 'LockerLeg', 'events { id status } station { name } pickupCode', ['fee', 'freeUntil', 'last']],
] as const)(
  '%s answers for the legs it holds: %s { %s }, without %s',
  async (code, type, selection, absent) => {
    const url = await startOperatorProcess(code);
    const waybills = answers[code].waybills.slice(0, 5);
    const representations = [...waybills, 'NOBODY'].map((waybill) => ({
      __typename: type,
      operator: { code },
      waybill,
    }));
    const { data, errors } = await ask(
      url,
      `query Legs($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { waybill status ${selection} } } }`,
      { r: representations },
    );
    expect(errors).toBeUndefined();
    expect(data['_entities']).toMatchObject([
      ...waybills.map((waybill) => ({ waybill, status: answers[code].legOf(waybill)?.status })),
      null,
    ]);
    const fields = await readLegFields(url, type);
    expect(fields).toContain('status');
    for (const name of absent) expect(fields).not.toContain(name);
  },
);

/** The names of the fields that the operator's SDL gives to its leg type, and of their arguments. */
async function readLegFields(url: string, type: string): Promise<readonly string[]> {
  const { data } = await ask(url, '{ _service { sdl } }');
  const { sdl }: { readonly sdl: string } = data['_service'] ?? { sdl: '' };
  return parse(sdl).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === type
      ? (definition.fields ?? []).flatMap((field) =>
          [field, ...(field.arguments ?? [])].map(({ name }) => name.value),
        )
      : [],
  );
}

test('without data an operator says in one sentence how to make them, and ends', async () => {
  const child = forkOperator('hive-box', join(folder, 'nowhere'));
  let complaint = '';
  child.stderr?.on('data', (text) => {
    complaint += text;
  });
  const [exitCode] = await once(child, 'close');
  expect(exitCode).toBe(1);
  expect(complaint).toMatch(
    /^hive-box cannot read its records from .*no such file.*seed a folder with `node --import tsx/,
  );
  expect(complaint.trimEnd()).not.toContain('\n');
});

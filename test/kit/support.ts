/** What the kit's tests share: an operator in this process, a request to it, and an operator in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import {
  type CourierLeg,
  defineOperator,
  type RunningOperator,
  startOperator,
} from '../../subgraphs/kit/index.ts';

/** A courier's batched function, as tests write it. */
export type Legs = (waybills: readonly string[]) => Promise<readonly (CourierLeg | Error | null)[]>;

/** A GraphQL answer as tests read it. */
export interface Answer {
  readonly status: number;
  readonly data?: Record<string, readonly (Record<string, unknown> | null)[]> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
}

/** Starts the courier `swift`; it stops when the test ends. */
export async function startCourier(legs: Legs): Promise<RunningOperator> {
  const operator = defineOperator({ code: 'swift', role: 'courier', legs });
  const running = await startOperator(operator, { unsigned: 'allow' });
  onTestFinished(() => running.stop());
  return running;
}

/** The key of a courier leg, as the hub sends it. */
export function legKey(waybill: string, code = 'swift'): object {
  return { __typename: 'CourierLeg', operator: { code }, waybill };
}

/** Sends `_entities` with a selection on `CourierLeg`. */
export function askEntities(
  url: string,
  representations: readonly unknown[],
  selection: string,
): Promise<Answer> {
  const query = `query Legs($r: [_Any!]!) { _entities(representations: $r) { ... on CourierLeg { ${selection} } } }`;
  return post(url, JSON.stringify({ query, variables: { r: representations } }));
}

/** Posts a body and reads the answer. */
export async function post(url: string, body: string, contentType = 'application/json'): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body });
  return { status: response.status, ...((await response.json()) as object) };
}

/** The example as a process of its own, with what it writes; it is killed when the test ends. */
export function forkExample(env: Record<string, string>): {
  child: ChildProcess;
  output: { out: string; err: string };
} {
  const child = fork(new URL('../../subgraphs/kit/example.ts', import.meta.url), {
    env: { ...process.env, UNSIGNED_REQUESTS: 'allow', ...env },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    output.out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    output.err += String(chunk);
  });
  return { child, output };
}

/** The URL that a forked operator sends when it listens. */
export async function listeningUrl(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [{ listening: string }];
  return message.listening;
}

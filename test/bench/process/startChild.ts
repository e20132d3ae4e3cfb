/**
 * Starts a part of the benchmark as a process of its own and calls functions in it.
 * Invariant: no process outlives the benchmark; a child ends itself when this process is gone.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { type Core, pinProcess } from './pinProcess.ts';

export interface ChildOptions {
  /** Name for messages, as `hub`. */
  readonly name: string;
  /** The module to run; it calls `serveParent`. */
  readonly module: URL;
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs, where processes can be pinned; anywhere when left out. */
  readonly core?: Core;
}

/** A process whose functions can be called. */
export interface Child<Functions> {
  readonly name: string;
  /** Calls a function of the process. Rejects with a sentence when the function throws or the process ends. */
  call<Name extends keyof Functions & string>(
    name: Name,
    argument: ArgumentOf<Functions[Name]>,
  ): Promise<ResultOf<Functions[Name]>>;
  /** Resolves with the first message that is no answer to a call. */
  readonly notice: Promise<unknown>;
  /** Rejects with a sentence when the process has ended. */
  readonly ended: Promise<never>;
  stop(): Promise<void>;
}

type ArgumentOf<Callee> = Callee extends (argument: infer Argument) => unknown ? Argument : never;
type ResultOf<Callee> = Callee extends (argument: never) => Promise<infer Result> ? Result : never;

/** What is sent to a child. */
export interface CallMessage {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

/** What a child answers. */
export type ResultMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

const PATIENCE_MS = 5_000;
const KEPT_STDERR = 4_000;

/** Starts a TypeScript module that serves the functions of `Functions`. */
export function startChild<Functions>({ name, module, env = {}, core }: ChildOptions): Child<Functions> {
  const child = fork(module, [], {
    env: { ...process.env, ...env },
    execArgv: ['--import', import.meta.resolve('tsx/esm')],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // Ctrl-C reaches the whole group of a terminal; each part is told to stop by this process alone.
    detached: true,
  });
  if (core !== undefined) pinProcess(child.pid, core);
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = `${stderr}${chunk.toString('utf8')}`.slice(-KEPT_STDERR);
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let notify: (message: unknown) => void = () => {};
  const notice = new Promise<unknown>((resolve) => {
    notify = resolve;
  });
  child.on('message', (message: ResultMessage | object) => {
    if (!('id' in message)) return notify(message);
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) call?.reject(new Error(`${name}: ${message.error}`));
    else call?.resolve(message.result);
  });
  const exited = new Promise<Error>((resolve) => {
    child.on('exit', (code) => {
      const error = new Error(`${name} ended: ${stderr.trim() || `exit code ${code}`}`);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      resolve(error);
    });
  });
  const ended = exited.then((error) => Promise.reject(error));
  // Whoever waits for it hears of it; that nobody does is the ordinary end.
  ended.catch(() => {});
  return {
    name,
    notice,
    ended,
    call: (functionName, argument) =>
      new Promise((resolve, reject) => {
        if (!child.connected)
          return reject(new Error(`${name} ended: ${stderr.trim() || 'it gave no reason'}`));
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id: lastId, name: functionName, argument } satisfies CallMessage);
      }),
    stop: () => stopChild(child, exited),
  };
}

async function stopChild(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await exited;
  clearTimeout(timer);
}

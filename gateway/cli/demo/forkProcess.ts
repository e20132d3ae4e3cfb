/**
 * Starts a part of the demo as a process of its own and listens to what it reports.
 * Invariant: no process outlives the demo; a child ends itself when this process is gone.
 */
import { type ChildProcess, fork } from 'node:child_process';

export interface ForkOptions {
  /** Name for messages, as `sf-express`. */
  readonly name: string;
  /** The module to run. */
  readonly module: URL;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface ForkedProcess {
  /** The id of the process; undefined where it could not be started. */
  readonly pid: number | undefined;
  /** Sends a message to the process, where it still runs. */
  send(message: object): void;
  /** Everything that the process prints, as it comes. */
  onOutput(listener: (text: string) => void): void;
  /** Every message of the process, as it comes. */
  onMessage(listener: (message: unknown) => void): void;
  /** Resolves when the process has ended, with what it last said on stderr. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
  /** Asks the process to end, and ends it by force after a while. */
  stop(): Promise<void>;
}

/** How long a process may take to end before it is ended by force. */
const PATIENCE_MS = 5_000;
const KEPT_STDERR = 2_000;

/** Starts a TypeScript module in a process of its own. */
export function forkProcess({ name, module, args = [], env = {} }: ForkOptions): ForkedProcess {
  const child = fork(module, [...args], {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx/esm'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C reaches the whole group of a terminal; each part is told to stop by this process alone, in order.
    detached: true,
  });
  let stderr = '';
  child.stdout?.resume();
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = `${stderr}${chunk.toString('utf8')}`.slice(-KEPT_STDERR);
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('error', (error) =>
      resolve({ code: 1, stderr: `${name} could not be started: ${error.message}` }),
    );
    child.on('exit', (code) => resolve({ code, stderr: stderr.trim() }));
  });
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message);
    },
    onOutput: (listener) => void child.stdout?.setEncoding('utf8').on('data', listener),
    onMessage: (listener) => void child.on('message', listener),
    ended,
    stop: () => stopChild(child, ended),
  };
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await ended;
  clearTimeout(timer);
}

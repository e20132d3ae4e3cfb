/** Runs `hub serve` as whoever runs a hub would: a process of its own, with nothing in its environment but what a test sets. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const HUB = fileURLToPath(new URL('../../gateway/cli/hub.mjs', import.meta.url));

export interface ServeOptions {
  readonly cwd: string;
  /** The command; this repository's when left out. */
  readonly file?: string;
  /** What follows `hub`; `serve` when left out. */
  readonly args?: readonly string[];
  /** Settings; on top of these the port is any free one. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServeProcess {
  readonly child: ChildProcess;
  /** Where the hub answers, once it does. Rejects with what was printed when the process ends before. */
  readonly ready: Promise<string>;
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Both outputs together, so far. */
  text(): string;
}

/** Starts the process; it is ended by force when the test is over, if it runs then. */
export function startServe({ cwd, file = HUB, args = ['serve'], env = {} }: ServeOptions): ServeProcess {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [file, ...args], { cwd, env: { PATH, HUB_PORT: '0', ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (chunk) => {
        text += String(chunk);
        const url = /answering at (http:\S+)\/graphql/.exec(text)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    void ended.then((code) => reject(new Error(`hub ${args.join(' ')} ended with ${code}: ${text}`)));
  });
  // A test that expects the end does not wait for this.
  ready.catch(() => {});
  return { child, ready, ended, text: () => text };
}

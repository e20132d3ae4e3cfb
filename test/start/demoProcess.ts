/** Runs `npm start` as a user would, in a process group of its own, on a free port and a folder of the test's. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { ROOT } from '../tidy/readTree.ts';

export interface DemoProcess {
  readonly child: ChildProcess;
  /** Resolves with the hub's address when it is ready. Rejects with what was printed when it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<number | null>;
  stdout(): string;
  stderr(): string;
  /** The processes of the demo, this one's child included. */
  processes(): readonly number[];
}

export function startDemoProcess(env: Readonly<Record<string, string>>): DemoProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'gateway/cli/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, HUB_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      const url = /hub\s+(http:\S+)\/graphql/.exec(stdout)?.[1];
      if (url !== undefined && stdout.includes('Ctrl-C')) resolve(url);
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    void ended.then((code) => reject(new Error(`npm start ended with ${code}: ${stdout}${stderr}`)));
  });
  // A test that expects the end does not wait for this.
  ready.catch(() => {});
  return {
    child,
    ready,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    processes: () => listProcesses(child.pid ?? 0),
  };
}

/** A process and those it started, by id. */
export function listProcesses(parent: number): readonly number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const children = rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent);
  return [parent, ...children.flatMap(([pid]) => (pid === undefined ? [] : listProcesses(pid)))];
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until none of the processes is left; false when some still are after the time. */
export async function waitUntilGone(pids: readonly number[], timeoutMs = 10_000): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until) {
    if (!pids.some(isRunning)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** Starts hubs as processes, and ends them: in order, or as a machine that loses its power does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../tidy/readTree.ts';
import type { HubReady, HubSettings } from './hubProcess.ts';

export interface HubProcess extends HubReady {
  readonly pid: number;
  /** Sends SIGKILL, at once; `ended` says when the process is gone. */
  kill(): void;
  /** Ends it in order. */
  stop(): Promise<void>;
  readonly ended: Promise<void>;
  isAlive(): boolean;
}

const ENTRY = fileURLToPath(new URL('./hubProcess.ts', import.meta.url));

/** Resolves when the hub answers. Rejects with what it said when it ends before. */
export async function startHubProcess(settings: HubSettings): Promise<HubProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', ENTRY, JSON.stringify(settings)], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let isAlive = true;
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve())).then(() => {
    isAlive = false;
  });
  const { url, inventory } = await readReady(child);
  return {
    url,
    inventory,
    pid: child.pid ?? 0,
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    ended,
    isAlive: () => isAlive,
  };
}

function readReady(child: ChildProcess): Promise<HubReady> {
  let stdout = '';
  let stderr = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.endsWith('\n')) resolve(JSON.parse(stdout));
    });
    child.stderr?.on('data', (chunk) => {
      stderr = `${stderr}${chunk}`.slice(-4_000);
    });
    child.on('exit', (code, signal) =>
      reject(new Error(`the hub ended with ${code ?? signal} before it answered: ${stderr}`)),
    );
  });
}

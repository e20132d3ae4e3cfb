/** Starts a module in a worker thread, of TypeScript or not, whatever runs this process: node with tsx, or the test runner. */
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The thread. Listen to its `error`: one that nobody listens to ends the process. */
export function startThread(module: URL, options: Omit<WorkerOptions, 'execArgv'> = {}): Worker {
  const execArgv = module.pathname.endsWith('.ts') ? ['--import', registerTypeScript()] : [];
  return new Worker(module, { ...options, execArgv });
}

/**
 * A module that lets a thread import TypeScript. `--import tsx` does so in the main thread only; and the address is
 * resolved from here, since the process may have been started in another folder.
 */
function registerTypeScript(): string {
  const api = import.meta.resolve('tsx/esm/api');
  const code = `import { register } from ${JSON.stringify(api)}; register();`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

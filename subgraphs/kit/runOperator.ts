/**
 * Runs an operator as a process of its own. Invariant: the process ends, after the requests that have begun, on SIGTERM,
 * on SIGINT and when its parent goes away, so no operator outlives the program that started it.
 */
import { type Logger, pino } from 'pino';
import type { Operator } from './defineOperator.ts';
import { type RunningOperator, startOperator } from './startOperator.ts';
import { readAnswered, readHub } from './verify/readHub.ts';

/** What a process's main file may set. */
export interface RunOptions {
  /** The port when the environment has no `PORT`; 0, the default, takes any free one. */
  readonly port?: number;
}

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Starts the operator on `PORT` at `HOST` (127.0.0.1), logs lines of `LOG_LEVEL` (info) and above to stdout as JSON,
 * answers requests that the hub with the keys at `HUB_JWKS_URL` has signed (or any, with `UNSIGNED_REQUESTS=allow`), and
 * sends `{ listening: url, sdl }` to the parent process when there is one. Trouble at the start is one sentence on stderr and
 * exit code 1.
 */
export async function runOperator(operator: Operator, { port = 0 }: RunOptions = {}): Promise<void> {
  const { env } = process;
  const wanted = env['PORT'] || String(port);
  const level = env['LOG_LEVEL'] || 'info';
  if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65_535)
    return fail(operator, `PORT is a number from 0 to 65535, not \`${wanted}\``);
  if (!LEVELS.includes(level))
    return fail(operator, `LOG_LEVEL is one of ${LEVELS.join(', ')}, not \`${level}\``);
  const host = env['HOST'] || '127.0.0.1';
  const answered = readAnswered(env);
  try {
    readHub(answered, host);
  } catch (error) {
    return fail(operator, error instanceof Error ? error.message : String(error));
  }
  // Lines leave together, because a write for each would be a tenth of a request's cost; none waits longer than this.
  const output = pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 100 });
  const logger = pino(
    { level, base: { operator: operator.code }, timestamp: pino.stdTimeFunctions.isoTime },
    output,
  );
  const end = endOnce(logger, () => flushed(output));
  try {
    const running = await startOperator(operator, { port: Number(wanted), host, logger, ...answered });
    end.when(running);
    logger.info({ role: operator.role, url: running.url }, 'listening');
    if (process.connected) process.send?.({ listening: running.url, sdl: operator.sdl });
  } catch (error) {
    fail(operator, explainListenError(error, host, wanted));
  }
}

interface Ending {
  /** Says what is to be stopped when the time comes. */
  readonly when: (running: RunningOperator) => void;
}

/**
 * Ends the process on the first reason to. Ctrl-C gives several: SIGINT from the terminal, SIGTERM from the parent, and
 * the parent's own end; none of them may cut short the requests that are finishing.
 */
function endOnce(logger: Logger, flush: () => Promise<void>): Ending {
  let running: RunningOperator | undefined;
  let isEnding = false;
  const end = async (reason: string): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    logger.info({ reason }, 'stopping');
    await running?.stop();
    await flush();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
  process.on('disconnect', () => void end('parent gone'));
  // The parent may have gone while this program was loading, and the event with it.
  if (process.send !== undefined && !process.connected) void end('parent gone');
  return {
    when: (started) => {
      running = started;
    },
  };
}

/** Resolves when the last line is out, or when nobody has read it for a second. */
function flushed(output: ReturnType<typeof pino.destination>): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1_000);
    output.flush(() => resolve());
  });
}

function explainListenError(error: unknown, host: string, port: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use; set PORT to a free one, or to 0 for any`;
    case 'EACCES':
      return `port ${port} is not allowed to this user; set PORT to one above 1023, or to 0 for any`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address \`${host}\`; set HOST to one it has, or leave it out for 127.0.0.1`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function fail(operator: Operator, sentence: string): void {
  process.stderr.write(`${operator.name} cannot start: ${sentence}.\n`);
  process.exit(1);
}

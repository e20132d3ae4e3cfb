/** Starts the reference operators, each its own process with its own data, and learns where they listen. */
import type { KnownOperator } from '../../server/hubOptions.ts';
import { readPort } from '../readSettings.ts';
import { type ForkedProcess, forkProcess } from './forkProcess.ts';

export interface DemoOperator extends Omit<KnownOperator, 'url'> {}

/** An operator that listens, and the SDL that it publishes. */
export interface ListeningOperator extends KnownOperator {
  readonly sdl: string;
}

export interface RunningOperators {
  readonly operators: readonly ListeningOperator[];
  readonly processes: ReadonlyMap<string, ForkedProcess>;
  /** Calls back with a sentence whenever an operator ends. */
  onEnd(listener: (sentence: string) => void): void;
}

export interface DemoSurroundings {
  /** Where the seeded data are. */
  readonly folder: string;
  /** Where the hub answers. */
  readonly hubUrl: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The environment variable for an operator's port, as `SF_EXPRESS_PORT`; without it any free port is taken. */
export function portVariableOf(code: string): string {
  return `${code.toUpperCase().replaceAll('-', '_')}_PORT`;
}

/** Throws a `BadSetting` for an operator's port that is none: before anything is started. */
export function checkPorts(operators: readonly DemoOperator[], env: NodeJS.ProcessEnv): void {
  for (const { code } of operators) readPort(env, portVariableOf(code), 0);
}

/** Starts all operators at once; they answer the hub that has its public keys there, and nobody else. Throws with the first one's own sentence when one does not come up. */
export async function startOperators(
  operators: readonly DemoOperator[],
  { folder, hubUrl, env }: DemoSurroundings,
): Promise<RunningOperators> {
  const processes = new Map<string, ForkedProcess>();
  const ends: Promise<string>[] = [];
  const starting = operators.map(async (operator): Promise<ListeningOperator> => {
    const started = forkProcess({
      name: operator.code,
      module: new URL(`../../../subgraphs/${operator.code}/server.ts`, import.meta.url),
      env: {
        OPERATOR_DATA_DIR: folder,
        PORT: env[portVariableOf(operator.code)] ?? '0',
        LOG_LEVEL: env['LOG_LEVEL'] ?? 'warn',
        HUB_JWKS_URL: `${hubUrl}/.well-known/jwks.json`,
        // Whoever tried an operator alone may have this one set.
        UNSIGNED_REQUESTS: '',
      },
    });
    processes.set(operator.code, started);
    const failure = started.ended.then(({ stderr }) => {
      const reason = stderr.split('\n').at(-1) || 'it gave no reason';
      return `operator ${operator.code} ended: ${reason} (its port is set by ${portVariableOf(operator.code)})`;
    });
    ends.push(
      started.ended.then(
        () =>
          `operator ${operator.code} ended; its fields answer null, all others go on as before (a new \`npm start\` brings it back)`,
      ),
    );
    const said = await Promise.race([
      new Promise<Pick<ListeningOperator, 'url' | 'sdl'>>((resolve) => {
        started.onMessage((message) => {
          const { listening: url, sdl } = message as { listening?: unknown; sdl?: unknown };
          if (typeof url === 'string' && typeof sdl === 'string') resolve({ url, sdl });
        });
      }),
      failure.then((sentence) => Promise.reject(new Error(sentence))),
    ]);
    return { ...operator, ...said };
  });
  try {
    const running = await Promise.all(starting);
    return {
      operators: running,
      processes,
      onEnd: (listener) => {
        for (const end of ends) void end.then(listener);
      },
    };
  } catch (error) {
    await Promise.allSettled([...processes.values()].map((process) => process.stop()));
    throw error;
  }
}

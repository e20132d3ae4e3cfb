/** The operators' processes: which are there, what they were asked, and how one is killed and comes back. */
import network from '../../../../schema/demo/network.json' with { type: 'json' };
import type { ForkedProcess } from '../forkProcess.ts';
import {
  type DemoOperator,
  type ListeningOperator,
  portVariableOf,
  startOperators,
} from '../startOperators.ts';

/** A request as the operator's own log tells it. */
export interface LoggedRequest {
  readonly platform?: string;
  readonly purpose?: string;
  readonly entities?: number;
}

export interface OperatorProcesses {
  readonly listening: readonly ListeningOperator[];
  pidOf(code: string): number | undefined;
  /** Kills the process with SIGKILL, and waits until it is gone. */
  kill(code: string): Promise<void>;
  /** Starts it anew, where it was. */
  restart(code: string): Promise<void>;
  /** Every request of GraphQL that the operator logged since it was first started. */
  requestsOf(code: string): readonly LoggedRequest[];
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly folder: string;
  readonly hubUrl: string;
}

const KNOWN = network.operators as readonly DemoOperator[];
/** With this one operators log each request. */
const LOG_LEVEL = 'info';

/** Starts all of them, on free ports. */
export async function startOperatorProcesses(surroundings: Surroundings): Promise<OperatorProcesses> {
  const processes = new Map<string, ForkedProcess>();
  const logs = new Map<string, LoggedRequest[]>();
  const start = async (operators: readonly DemoOperator[], env: NodeJS.ProcessEnv = {}) => {
    const started = await startOperators(operators, { ...surroundings, env: { LOG_LEVEL, ...env } });
    for (const [code, process] of started.processes) {
      processes.set(code, process);
      const log = logs.get(code) ?? [];
      logs.set(code, log);
      process.onOutput(readLines((line) => noteRequest(line, log)));
    }
    return started.operators;
  };
  const listening = await start(KNOWN);
  return {
    listening,
    pidOf: (code) => processes.get(code)?.pid,
    async kill(code) {
      const killed = processes.get(code);
      if (killed?.pid === undefined) throw new Error(`${code} does not run`);
      process.kill(killed.pid, 'SIGKILL');
      await killed.ended;
    },
    async restart(code) {
      const operator = listening.find((each) => each.code === code);
      if (operator === undefined) throw new Error(`there is no operator ${code}`);
      const { code: known, name, role, numberPatterns, url } = operator;
      const env = { [portVariableOf(code)]: new URL(url).port };
      await start([{ code: known, name, role, numberPatterns }], env);
    },
    requestsOf: (code) => logs.get(code) ?? [],
    async stop() {
      await Promise.all([...processes.values()].map((process) => process.stop()));
    },
  };
}

function noteRequest(line: string, log: LoggedRequest[]): void {
  if (!line.includes('"msg":"request"')) return;
  log.push(JSON.parse(line) as LoggedRequest);
}

function readLines(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}

/**
 * The load: a process of its own that keeps a fixed number of requests under way over keep-alive connections, and begins
 * the next one when one has been answered (a closed loop).
 */
import { Pool } from 'undici';
import { serveParent } from '../process/serveParent.ts';
import { bodyOf, type QueryName, queryNamed } from '../queries.ts';
import { createRandom, pick } from './random.ts';

export interface LoadOrder {
  readonly url: string;
  /** Besides those of GraphQL over HTTP. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: QueryName;
  readonly numbers: readonly string[];
  readonly concurrency: number;
  readonly milliseconds: number;
  readonly seed: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly milliseconds: number;
  /** Of one request, from sending it to having read its answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time that the load itself has used. */
  readonly cpuMs: number;
}

export interface LoadFunctions {
  run(order: LoadOrder): Promise<LoadResult>;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

serveParent<LoadFunctions>({ run });

async function run({
  url,
  headers: own,
  query,
  numbers,
  concurrency,
  milliseconds,
  seed,
}: LoadOrder): Promise<LoadResult> {
  const { origin, pathname } = new URL(url);
  const headers = { ...HEADERS, ...own };
  const pool = new Pool(origin, { connections: concurrency });
  const random = createRandom(seed);
  const asked = queryNamed(query);
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + milliseconds;
  const loop = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const body = bodyOf(asked, pick(numbers, asked.parcels, random));
      const sentAt = performance.now();
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body });
      const text = await answer.body.text();
      latencies.push(performance.now() - sentAt);
      if (answer.statusCode !== 200 || !text.startsWith('{"data":{')) {
        throw new Error(`a request was answered ${answer.statusCode}: ${text.slice(0, 500)}`);
      }
      if (text.includes('"errors":[')) throw new Error(`an answer has errors: ${text.slice(-500)}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  const took = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  await pool.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  const cpuMs = (user + system) / 1000;
  return { requests: latencies.length, milliseconds: took, p50Ms: at(0.5), p99Ms: at(0.99), cpuMs };
}

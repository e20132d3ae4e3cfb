/**
 * Sends an audit's requests to the one subgraph that its user names, from the user's own machine. The hub loads none of this.
 * Invariant: whatever the other side does, one answer comes back as a value, bounded in time and in size.
 */
import type { AuditAnswer, Exchange, SentRequest } from './audit.ts';

/** As the hub's own limit. */
const LARGEST_ANSWER = 4 * 1024 * 1024;

/** Sends a request and reads the answer whole; never rejects. */
export async function sendRequest(request: SentRequest, patienceMs: number): Promise<Exchange> {
  const startedAt = performance.now();
  const answer = await exchange(request, patienceMs);
  return { request, answer, durationMs: performance.now() - startedAt };
}

async function exchange(
  { method, url, headers, body }: SentRequest,
  patienceMs: number,
): Promise<AuditAnswer> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal });
    const text = await readText(response);
    if (text === undefined)
      return { kind: 'lost', reason: `the answer has more than ${LARGEST_ANSWER} bytes` };
    const contentType = response.headers.get('content-type') ?? '';
    return { kind: 'answered', status: response.status, contentType, text, json: readJson(text) };
  } catch (error) {
    return { kind: 'lost', reason: explain(error, patienceMs) };
  }
}

async function readText({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function explain(error: unknown, patienceMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no whole answer within ${patienceMs} ms`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  return cause instanceof Error ? cause.message || String(code) : String(cause);
}

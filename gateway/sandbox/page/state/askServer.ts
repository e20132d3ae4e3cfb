/**
 * The page's one door to the hub it came from. Invariant: it asks its own origin alone, without cookies, and a token is in a header
 * and nowhere else.
 */
import type { SandboxTrace } from '../../wire/answers.ts';

/** What the hub answers to an operation. */
export interface HubAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly disclosure?: Disclosure; readonly sandbox?: SandboxTrace };
}

export interface Disclosure {
  readonly platform: string;
  readonly purpose: string;
  readonly masked: readonly DisclosureGroup[];
  readonly withheld: readonly DisclosureGroup[];
}

export interface DisclosureGroup {
  readonly operator: string;
  readonly agreement: string | null;
  readonly code: string;
  readonly mask?: string;
  readonly fields: readonly { readonly field: string; readonly legs: number; readonly derived?: true }[];
  readonly help: string;
}

export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface Caller {
  readonly platform: string;
  readonly purpose: string;
  readonly token: string;
}

/** Asks the hub as a caller; with `isTraced` it says how the answer came about, where it is in demo mode. */
export async function askHub(caller: Caller, operation: Operation, isTraced = true): Promise<HubAnswer> {
  const response = await send('/graphql', operation, {
    authorization: `Bearer ${caller.token}`,
    'tracking-purpose': caller.purpose,
    ...(isTraced ? { 'sandbox-trace': '1' } : {}),
  });
  return (await response.json()) as HubAnswer;
}

/** A route of the sandbox; throws the hub's own sentence. */
export async function askSandbox<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await send(`/sandbox/${path}`, body);
  const answer = (await response.json()) as Answer & { errors?: readonly { message: string }[] };
  if (response.ok) return answer;
  throw new Error(answer.errors?.[0]?.message ?? `HTTP ${response.status}`);
}

const RETRY_MS = 1_000;

/** A hub listens before it can answer; resolves as soon as it can. */
export async function waitUntilReady(): Promise<void> {
  while (!(await fetch('/health/ready', { credentials: 'omit' })).ok) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function send(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  if (body === undefined) return fetch(path, { credentials: 'omit' });
  return fetch(path, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

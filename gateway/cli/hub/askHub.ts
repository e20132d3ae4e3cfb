/**
 * The command's way to a hub: HTTP to the address that it is given. Invariant: it speaks to the hub that its user names and
 * to nobody else; a hub that cannot be reached is a sentence and exit code 3.
 */
import { EXIT, Refusal } from './terminal.ts';

/** The hub of `npm start`, unless it is told another port. */
export const DEFAULT_URL = 'http://127.0.0.1:4000';
/** A change is answered when every hub knows of it, which takes as long as the lease of one that does not answer. */
const PATIENCE_MS = 60_000;

export interface HubRequest {
  /** Where the hub is, as `http://127.0.0.1:4000`; it may be below a path. */
  readonly hubUrl: string;
  readonly path: string;
  readonly body: string | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where the hub is: HUB_URL comes before what a profile says. Throws a `Refusal` for what is no address. */
export function readHubUrl(env: NodeJS.ProcessEnv, otherwise = DEFAULT_URL): string {
  const base = (env['HUB_URL'] || otherwise).replace(/\/+$/, '');
  if (URL.canParse(base) && /^https?:/.test(base)) return base;
  const name = env['HUB_URL'] ? 'HUB_URL' : "the hub's address";
  throw new Refusal(`${name} is \`${base}\`; it must be an address, as \`${DEFAULT_URL}\``);
}

/** The path and query of a request to a hub, as they stand in the request line. */
export function targetOf({ hubUrl, path }: Pick<HubRequest, 'hubUrl' | 'path'>): string {
  const { pathname, search } = new URL(`${hubUrl}${path}`);
  return `${pathname}${search}`;
}

/** Posts a body and reads the JSON of the answer, whatever its status. Throws a `Refusal`. */
export async function askHub({
  hubUrl,
  path,
  body,
  headers = {},
}: HubRequest): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  // Holds the process, too: an abort signal's own timer does not, and a connection that is reset at once leaves nothing else.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(`${hubUrl}${path}`, {
      method: 'POST',
      body,
      headers,
      redirect: 'error',
      signal: patience.signal,
    });
    text = await response.text();
  } catch {
    const help = patience.signal.aborted
      ? `it took the request and did not answer within ${PATIENCE_MS / 1_000} s: look at its log, or set HUB_URL to another`
      : 'start one with `npm start`, or set HUB_URL to one that runs';
    throw new Refusal(`no hub answers at ${hubUrl}; ${help}`, EXIT.unreachable);
  } finally {
    clearTimeout(timer);
  }
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw new Refusal(`what answers at ${hubUrl} is no hub`, EXIT.unreachable);
}

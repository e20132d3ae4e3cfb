/**
 * The command's way to a hub: HTTP to `HUB_URL`. Invariant: it speaks to the hub that its user names and to nobody else; a
 * hub that cannot be reached is a sentence and exit code 3.
 */
import { EXIT, Refusal, type Terminal } from './terminal.ts';

/** The hub of `npm start`, unless it is told another port. */
export const DEFAULT_URL = 'http://127.0.0.1:4000';
const PATIENCE_MS = 10_000;

/** Posts a form and reads the JSON of the answer, whatever its status. Throws a `Refusal`. */
export async function askHub(
  { env }: Terminal,
  path: string,
  form: URLSearchParams,
): Promise<Readonly<Record<string, unknown>>> {
  const base = (env['HUB_URL'] || DEFAULT_URL).replace(/\/+$/, '');
  if (!URL.canParse(base) || !/^https?:/.test(base)) {
    throw new Refusal(`HUB_URL is \`${base}\`; it must be an address, as \`${DEFAULT_URL}\``);
  }
  let text: string;
  try {
    const response = await fetch(`${base}${path}`, {
      method: 'POST',
      body: form,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    text = await response.text();
  } catch {
    const help = 'start one with `npm start`, or set HUB_URL to one that runs';
    throw new Refusal(`no hub answers at ${base}; ${help}`, EXIT.unreachable);
  }
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw new Refusal(`what answers at ${base} is no hub`, EXIT.unreachable);
}

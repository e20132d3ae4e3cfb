/**
 * Who the page asks as. Invariant: a token is kept in this module's memory alone; when the page is closed or loaded again, it is gone.
 */
import type { SandboxNetwork } from '../../wire/answers.ts';
import { askSandbox, type Caller, waitUntilReady } from './askServer.ts';
import { createStore } from './createStore.ts';

export interface Session {
  /** Undefined until the hub has said what it is. */
  readonly network: SandboxNetwork | undefined;
  readonly caller: Caller | undefined;
  /** A sentence; undefined while all is well. */
  readonly problem: string | undefined;
}

export const session = createStore<Session>({ network: undefined, caller: undefined, problem: undefined });

const tokens = new Map<string, Promise<string>>();

/** A token for a platform and a purpose, asked for once. Demo mode only. */
export function tokenFor(platform: string, purpose: string): Promise<string> {
  const key = `${platform} ${purpose}`;
  const known = tokens.get(key);
  if (known !== undefined) return known;
  const asked = askSandbox<{ token: string }>('token', { platform, purpose }).then(({ token }) => token);
  asked.catch(() => tokens.delete(key));
  tokens.set(key, asked);
  return asked;
}

/** Begins: what kind of hub is this? In demo mode the first platform is viewed as. */
export async function beginSession(): Promise<void> {
  try {
    await waitUntilReady();
    const network = await askSandbox<SandboxNetwork>('network');
    session.set({ ...session.get(), network });
    const [platform] = network.platforms;
    const purpose = choosePurpose(network, platform?.code, 'RECIPIENT_NOTICE');
    if (network.isDemo && platform !== undefined) await viewAs(platform.code, purpose);
  } catch (error) {
    session.set({ ...session.get(), problem: (error as Error).message });
  }
}

/** The purpose if the platform may declare it, else its first. */
export function choosePurpose(
  { platforms }: SandboxNetwork,
  platform: string | undefined,
  purpose: string,
): string {
  const purposes = platforms.find(({ code }) => code === platform)?.purposes ?? [];
  return purposes.includes(purpose) ? purpose : (purposes[0] ?? purpose);
}

export async function viewAs(platform: string, purpose: string): Promise<void> {
  try {
    const token = await tokenFor(platform, purpose);
    session.set({ ...session.get(), caller: { platform, purpose, token }, problem: undefined });
  } catch (error) {
    session.set({ ...session.get(), problem: (error as Error).message });
  }
}

/** Takes a token that was pasted, with the platform and purposes that it names. */
export function takeToken(token: string): void {
  const claims = readClaims(token);
  const purpose = claims?.purposes[0];
  if (claims === undefined || purpose === undefined) {
    session.set({ ...session.get(), problem: 'NO_TOKEN' });
    return;
  }
  const caller = { platform: claims.platform, purpose, token };
  const known = session.get().network;
  const platform = { code: claims.platform, name: claims.platform, purposes: claims.purposes };
  const network = known && { ...known, platforms: [platform] };
  session.set({ network, caller, problem: undefined });
}

/** Declares another purpose of a pasted token. */
export function declarePurpose(purpose: string): void {
  const { caller } = session.get();
  if (caller !== undefined) session.set({ ...session.get(), caller: { ...caller, purpose } });
}

/** Looks at a token to show whom it names; the hub is who verifies it. */
function readClaims(
  token: string,
): { readonly platform: string; readonly purposes: readonly string[] } | undefined {
  try {
    const [, part = ''] = token.split('.');
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
      each.charCodeAt(0),
    );
    const { sub, purposes } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof sub === 'string' && Array.isArray(purposes)
      ? { platform: sub, purposes: purposes.map(String) }
      : undefined;
  } catch {
    return undefined;
  }
}

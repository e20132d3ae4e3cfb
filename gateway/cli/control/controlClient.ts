/** How a command speaks to the control API of a hub: as one participant, with one key. */
import type { Terminal } from '../hub/terminal.ts';

export interface ControlClient {
  /** Code of the participant whose profile is used, as `hive-box`. */
  readonly participant: string;
  readonly kind: 'operator' | 'platform' | 'mediator' | 'administrator';
  readonly keyId: string;
  /** Where the hub is, as `http://127.0.0.1:4000`. */
  readonly hubUrl: string;
  /** Signs bytes with the profile's key: an Ed25519 signature, base64url. */
  sign(bytes: Uint8Array): string;
  /**
   * Sends a signed request. Throws a `Refusal` in the hub's own words (exit 1), or that the hub cannot be reached (exit 3).
   */
  ask<Data>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
}

/** Opens the profile that `--profile`, HUB_PROFILE or the default names. Throws a `Refusal` when there is none. */
export type OpenControl = (
  terminal: Terminal,
  options: { readonly profile?: string },
) => Promise<ControlClient>;

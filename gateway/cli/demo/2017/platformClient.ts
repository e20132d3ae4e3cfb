/** Asks the hub as a platform: with a token that the platform's own key gets, over HTTP. */
import { askHub } from '../../hub/askHub.ts';
import { type CommandPlaces, commandHub } from '../commandHub.ts';

/** Why a platform asks; the first is what platforms mostly do. */
export type AskedPurpose = 'ORDER_STATUS' | 'RECIPIENT_NOTICE';

/** An answer as it was received. */
export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: { readonly disclosure?: Disclosure };
}

export interface Disclosure {
  readonly withheld: readonly {
    readonly operator: string;
    readonly code: string;
    readonly fields: readonly { readonly field: string }[];
  }[];
  readonly lastKnown?: readonly { readonly operator: string; readonly code: string; readonly legs: number }[];
}

export type AskAs = (
  platform: string,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  purpose?: AskedPurpose,
) => Promise<Answer>;

/** A token lives for ten minutes, the whole story for less than two: each is fetched once. */
export function createPlatformClient(places: CommandPlaces): AskAs {
  const tokens = new Map<string, Promise<string>>();
  const fetchToken = async (platform: string, purpose: string): Promise<string> => {
    const { out, err } = await commandHub(['token', '--platform', platform, '--purpose', purpose], places);
    if (out === '') throw new Error(`${platform} gets no token: ${err}`);
    return out.trim();
  };
  return async (platform, query, variables = {}, purpose = 'ORDER_STATUS') => {
    const key = `${platform} ${purpose}`;
    const token = tokens.get(key) ?? fetchToken(platform, purpose);
    tokens.set(key, token);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token}` };
    const body = JSON.stringify({ query, variables });
    return askHub({ hubUrl: places.hubUrl, path: '/graphql', body, headers });
  };
}

/** What the hub's grant says of a request: for whom, why, and under which agreement it is made. */

/** To read the operator's SDL, when it joins the network; or to answer a platform. */
export type Grant =
  | { readonly use: 'sdl' }
  | {
      readonly use: 'entities';
      /** The platform's code, as `cainiao`. */
      readonly platform: string;
      /** As `ORDER_STATUS`. */
      readonly purpose: string;
      /** As `hive-box--cainiao@1`; null where no agreement decided. */
      readonly agreement: string | null;
    };

/** Why a request is refused, for its sender. */
export interface RequestRefusal {
  readonly kind: 'refused';
  readonly status: 401 | 503;
  readonly code:
    | 'REQUEST_UNSIGNED'
    | 'SIGNATURE_INVALID'
    | 'SIGNATURE_EXPIRED'
    | 'REQUEST_REPLAYED'
    | 'KEY_UNKNOWN'
    | 'GRANT_INVALID'
    | 'GRANT_EXPIRED'
    | 'TOO_MANY_REQUESTS'
    | 'HUB_KEYS_UNAVAILABLE';
  readonly message: string;
}

/** A refusal; 503 where the operator cannot tell, 401 where it can. */
export function refuse(code: RequestRefusal['code'], message: string): RequestRefusal {
  const isPassing = code === 'HUB_KEYS_UNAVAILABLE' || code === 'TOO_MANY_REQUESTS';
  return { kind: 'refused', status: isPassing ? 503 : 401, code, message };
}

/** How far the hub's clock may differ from the operator's, in seconds. */
export const CLOCK_SKEW_S = 5;

/** Asks a hub how a pair stands: what every command on agreements begins with. */
import type { LifeState } from '../../agreements/life/pairLife.ts';
import type { ControlClient } from '../control/controlClient.ts';

/** As `AgreementPair` of the control API; times are ISO 8601. */
export interface PairView {
  readonly pair: string;
  readonly operator: string;
  readonly platform: string;
  readonly standing: {
    readonly state: LifeState;
    readonly since: string | null;
    readonly by: string | null;
    readonly reason: string | null;
    readonly next: { readonly state: LifeState; readonly at: string } | null;
    readonly version: number | null;
    readonly floorBefore: string | null;
    readonly withheld: readonly string[];
    readonly isDisputed: boolean;
  };
  readonly versions: readonly {
    readonly version: number;
    readonly document: string | null;
    readonly from: string;
    readonly until: string;
    readonly agreedAt: string;
    readonly noticeHours: number;
  }[];
  readonly offer: {
    readonly version: number;
    readonly document: string;
    readonly documentHash: string;
    readonly by: string;
    readonly at: string;
  } | null;
  readonly stops: readonly {
    readonly kind: 'SUSPENSION' | 'TERMINATION';
    readonly by: string;
    readonly reason: string;
    readonly declaredAt: string;
    readonly effectiveAt: string;
    readonly endsAt: string | null;
  }[];
  readonly disputes: readonly {
    readonly by: string;
    readonly openedAt: string;
    readonly settledAt: string | null;
  }[];
  readonly measures: readonly {
    readonly by: string;
    readonly kind: 'RESTORE_FLOOR' | 'NARROW';
    readonly from: string;
    readonly until: string;
    readonly withhold: readonly string[];
  }[];
  readonly head: { readonly seq: number; readonly hash: string | null };
}

/** What is asked of each pair. */
export const PAIR_FIELDS = `
  pair operator platform
  standing { state since by reason next { state at } version floorBefore withheld isDisputed }
  versions { version document from until agreedAt noticeHours }
  offer { version document documentHash by at }
  stops { kind by reason declaredAt effectiveAt endsAt }
  disputes { by openedAt settledAt }
  measures { by kind from until withhold }
  head { seq hash }`;

/** A pair, and the hub's clock as it answered, milliseconds since the epoch. */
export interface PairAnswer {
  readonly agreement: PairView;
  readonly now: number;
}

export async function fetchPair(client: ControlClient, pair: string): Promise<PairAnswer> {
  const { agreement, hubClock } = await client.ask<{ agreement: PairView; hubClock: string }>(
    `query ($pair: ID!) { hubClock agreement(pair: $pair) { ${PAIR_FIELDS} } }`,
    { pair },
  );
  return { agreement, now: Date.parse(hubClock) };
}

/** Asking one operator whether it has a number that the directory does not know: the seam between who decides it and who sends it. */
import type { AgreementReference } from '../base/grant.ts';
import type { NetworkOperator } from './network.ts';

/** The fields of a leg that a probe may ask for. */
export const PROBE_FIELDS = ['status', 'substatus', 'acceptedAt'] as const;

export type ProbeField = (typeof PROBE_FIELDS)[number];

export interface ProbeQuestion {
  readonly operator: NetworkOperator;
  /** Normalised. */
  readonly number: string;
  /** For whom, why and under which agreement. */
  readonly platform: string;
  readonly purpose: string;
  readonly agreement: AgreementReference;
  /** Disclosed under the agreement and implemented by the operator; `status` is among them. */
  readonly fields: readonly ProbeField[];
}

/** What the operator knows of the number. A failure says nothing about it. */
export type ProbeAnswer =
  | {
      readonly kind: 'hit';
      readonly status: string;
      readonly substatus: string | null;
      readonly acceptedAt: string | null;
    }
  | { readonly kind: 'miss' }
  | { readonly kind: 'failed' };

/** Never rejects. */
export type Probe = (question: ProbeQuestion) => Promise<ProbeAnswer>;

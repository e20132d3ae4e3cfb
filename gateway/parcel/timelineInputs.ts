/**
 * The inputs of the derived fields: what the `@requires` of the `timeline` graph bring, all of it operational.
 * Every value can be null: withheld by an agreement, not provided by an operator, or lost with one that failed.
 */

export interface EventInput {
  readonly id?: string | null;
  readonly sequence?: number | null;
  readonly occurredAt?: string | null;
  readonly recordedAt?: string | null;
  readonly status?: string | null;
  readonly substatus?: string | null;
  readonly custody?: string | null;
  readonly corrects?: { readonly eventId?: string | null; readonly reason?: string | null } | null;
}

export interface EstimateInput {
  readonly asOf?: string | null;
}

export interface LegInput {
  readonly __typename: string;
  readonly operator: { readonly code: string };
  readonly waybill: string;
  readonly status?: string | null;
  readonly substatus?: string | null;
  readonly custody?: string | null;
  readonly acceptedAt?: string | null;
  readonly events?: readonly (EventInput | null)[] | null;
  readonly estimate?: EstimateInput | null;
  readonly station?: object | null;
  readonly storedAt?: string | null;
}

export interface ParcelInput {
  readonly id: string;
  readonly legs?: readonly LegInput[] | null;
}

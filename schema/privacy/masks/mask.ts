/**
 * What every mask is. Invariants: a mask is total, whatever the text; `verify(apply(value))` is true; `verify` is true
 * only for values of the form that the mask writes, so a value that went through no mask does not pass for a masked one.
 */

/** The identity under which a subgraph links `@mask`. */
export const MASK_SPEC_URL = 'https://specs.tracking-hub.example/mask/v1.0';

/**
 * The masks that operators and the hub both know, named as in `mask.graphql`, strictest first: where several meet in one
 * place they are applied in this order.
 */
export const MASK_STRICTNESS = [
  'SCRUB',
  'INITIAL',
  'CN_NAME',
  'LAST_FOUR',
  'CN_PHONE',
  'DATE',
  'HOUR',
] as const;

export type MaskName = (typeof MASK_STRICTNESS)[number];

export interface Mask {
  readonly name: MaskName;
  /** The scalar it takes and gives; an `ID` counts as a `String`. */
  readonly keeps: 'String' | 'DateTime';
  /** The masked value; null where nothing of the kind is there, as for a time that does not exist. Idempotent. */
  apply(value: string): string | null;
  /** Whether the value shows nothing that the mask hides. */
  verify(value: string): boolean;
}

/** What stands for a text of which nothing can be shown: too short, too long, malformed, or empty. */
export const HIDDEN = '***';

/** Every audit, in the order in which they run and are shown. */
import type { Audit } from '../audit.ts';
import { BATCH_AUDITS } from './batch.ts';
import { ERROR_AUDITS } from './errors.ts';
import { GRANT_AUDITS } from './grant.ts';
import { HOSTILE_AUDITS } from './hostile.ts';
import { KEY_AUDITS } from './keys.ts';
import { MASK_AUDITS } from './masks.ts';
import { SDL_AUDITS } from './sdl.ts';
import { TIME_AUDITS } from './times.ts';
import { VALUE_AUDITS } from './values.ts';

/** Audits that belong together. */
export interface AuditGroup {
  readonly title: string;
  readonly audits: readonly Audit[];
}

export const AUDIT_GROUPS: readonly AuditGroup[] = [
  { title: 'Schema', audits: SDL_AUDITS },
  { title: 'Grant and signature', audits: GRANT_AUDITS },
  { title: 'Batches', audits: BATCH_AUDITS },
  { title: 'Keys', audits: KEY_AUDITS },
  { title: 'Values', audits: VALUE_AUDITS },
  { title: 'Times', audits: TIME_AUDITS },
  { title: 'Masks at the source', audits: MASK_AUDITS },
  { title: 'Errors', audits: ERROR_AUDITS },
  { title: 'Hostile input', audits: HOSTILE_AUDITS },
];

/** By id. */
export const AUDITS: ReadonlyMap<string, Audit> = new Map(
  AUDIT_GROUPS.flatMap(({ audits }) => audits.map((audit) => [audit.id, audit])),
);

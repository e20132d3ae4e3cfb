/** Who signs an audit's requests: a hub, for the operator that asks it; or throw-away keys of the command itself. */
import type { AuditVariant } from '../../identity/signAuditRequest.ts';

export interface AuditSigner {
  /** The operator to which grants are made out. */
  readonly operator: string;
  /** The headers that carry grant and signature for a request. */
  sign(request: {
    readonly variant: AuditVariant;
    readonly target: string;
    readonly contentDigest: string;
  }): Promise<Readonly<Record<string, string>>>;
  /** Ends what was started for it. */
  close(): Promise<void>;
}

/** The purpose for which an audit asks. */
export const AUDIT_PURPOSE = 'ORDER_STATUS';

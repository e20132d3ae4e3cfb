/** Has a hub sign an audit's requests, as the operator of a profile: for a subgraph that trusts that hub already. */

import type { ControlClient } from '../control/controlClient.ts';
import { Refusal } from '../hub/terminal.ts';
import { AUDIT_PURPOSE, type AuditSigner } from './auditSigner.ts';

const DOCUMENT = /* GraphQL */ `
  mutation Sign($target: String!, $contentDigest: String!, $variant: AuditVariant!, $purpose: String!) {
    signAuditRequest(target: $target, contentDigest: $contentDigest, variant: $variant, purpose: $purpose) { name value }
  }
`;

interface Signed {
  readonly signAuditRequest: readonly { readonly name: string; readonly value: string }[];
}

/** A signer for the participant of the profile. Throws a `Refusal` when it is no operator. */
export function openHubSigner(control: ControlClient): AuditSigner {
  if (control.kind !== 'operator') {
    throw new Refusal(
      `\`${control.participant}\` is no operator; choose an operator's profile with --profile`,
    );
  }
  return {
    operator: control.participant,
    async sign(request) {
      const variables = { ...request, purpose: AUDIT_PURPOSE };
      const { signAuditRequest } = await control.ask<Signed>(DOCUMENT, variables);
      return Object.fromEntries(signAuditRequest.map(({ name, value }) => [name, value]));
    },
    close: async () => {},
  };
}

/** Lets the sandbox ask the demo's issuer for tokens. Invariant: a hub whose tokens come from outside issues none here either. */
import type { HubIdentity } from '../../server/openIdentity.ts';
import type { IssueToken } from './addSandbox.ts';

export function issueForSandbox({ issueToken }: Pick<HubIdentity, 'issueToken'>): IssueToken | undefined {
  if (issueToken === undefined) return undefined;
  return async (platform, purposes) => {
    const form = { grant_type: 'client_credentials', client_id: platform, scope: purposes.join(' ') };
    const answer = issueToken(new URLSearchParams(form).toString());
    return answer.status === 200
      ? { token: answer.body.access_token }
      : { problem: answer.body.error_description };
  };
}

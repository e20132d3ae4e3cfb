/**
 * Lets the sandbox ask the hub for tokens, as the platforms of the demo would. Invariant: a hub whose tokens come from outside, or
 * whose platforms are real, issues none here.
 */
import type { HubIdentity } from '../../server/openIdentity.ts';
import type { IssueToken } from './addSandbox.ts';
import type { SandboxDemo } from './sandboxDemo.ts';

export function issueForSandbox(
  { issueToken }: Pick<HubIdentity, 'issueToken'>,
  demo: Pick<SandboxDemo, 'writeTokenForm'> | undefined,
): IssueToken | undefined {
  if (issueToken === undefined || demo === undefined) return undefined;
  return async (platform, purposes) => {
    const form = demo.writeTokenForm(platform, purposes);
    if (form === undefined) return { problem: `the demo has no platform \`${platform}\`` };
    const answer = await issueToken(form.toString());
    return answer.status === 200
      ? { token: answer.body.access_token }
      : { problem: answer.body.error_description };
  };
}

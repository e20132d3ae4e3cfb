/** What the sandbox of a hub without demo mode is made of. */
import type { SandboxParts } from '../../gateway/sandbox/server/addSandbox.ts';

export const WITHOUT_DEMO: SandboxParts = {
  demo: undefined,
  issueToken: undefined,
  readNow: () => 0,
  readOperators: () => [],
  readBook: () => undefined,
  readStops: () => [],
};

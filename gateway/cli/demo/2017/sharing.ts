/** How a platform stands with operators, as `operators { sharing }` tells it. */
import type { AskAs } from './platformClient.ts';

export interface Sharing {
  readonly state: string;
  readonly since: string | null;
  readonly by: string | null;
  readonly reason: string | null;
  readonly next: { readonly state: string; readonly at: string } | null;
  readonly disputed: boolean | null;
  readonly measure: { readonly kind: string; readonly by: string; readonly until: string } | null;
  readonly until: string | null;
  readonly fields: readonly unknown[];
}

const QUERY = `{ operators { code name sharing {
  state since by reason next { state at } disputed measure { kind by until } until fields { coordinate }
} } }`;

/** By the operator's code, with its name. */
export async function readSharing(
  ask: AskAs,
  platform: string,
): Promise<ReadonlyMap<string, Sharing & { readonly name: string }>> {
  const { data } = await ask(platform, QUERY);
  const operators = (data?.['operators'] ?? []) as readonly {
    readonly code: string;
    readonly name: string;
    readonly sharing: Sharing;
  }[];
  return new Map(operators.map(({ code, name, sharing }) => [code, { name, ...sharing }]));
}

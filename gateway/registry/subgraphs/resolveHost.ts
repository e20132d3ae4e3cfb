/** Resolves the name in an operator's address, so that a refusal can be told at once and in words; connecting judges again. */
import { lookup } from 'node:dns/promises';

const PATIENCE_MS = 2_000;

/** The addresses of a name; none where it has none now, or nobody says so in time. Never rejects. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, []);
  });
  const found = lookup(host, { all: true }).then(
    (addresses) => addresses.map(({ address }) => address),
    () => [],
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

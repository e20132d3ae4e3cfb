/** The contract of couriers with what SF Express adds to it, as its own program has it. */
import { readFileSync } from 'node:fs';
import { operatorSdl } from '../../../subgraphs/kit/operatorSdl.ts';

/** SDL, read from the operator's file: to import that would start the operator. */
export function sfExpressSdl(): string {
  const file = readFileSync(new URL('../../../subgraphs/sf-express/server.ts', import.meta.url), 'utf8');
  const extension = file.match(/const EXTENSION = \/\* GraphQL \*\/ `([\s\S]*?)`;/)?.[1];
  if (extension === undefined) throw new Error('SF Express has no extension');
  return operatorSdl({ code: 'sf-express', role: 'courier', extension });
}

/** Asks an operator for the SDL of its subgraph, as Federation 2 defines it. */
import { readOwn } from '../base/ownRecord.ts';
import type { OperatorClient } from './operatorClient.ts';

/** The SDL, or in a word why there is none: `UNREACHABLE`, or what the operator said, as `KEY_UNKNOWN`. */
export async function fetchSdl(
  client: OperatorClient,
  { code, url }: { readonly code: string; readonly url: string },
): Promise<{ readonly sdl: string } | { readonly failure: string }> {
  const query = '{ _service { sdl } }';
  const answer = await client.send({ url, operator: code, grant: 'sdl', query, variables: {} });
  if (answer.kind === 'failed') return { failure: answer.refusal ?? answer.failure };
  const sdl = readOwn(readOwn(answer.data, '_service'), 'sdl');
  return typeof sdl === 'string' ? { sdl } : { failure: 'BAD_RESPONSE' };
}

/** Asks an operator for the SDL of its subgraph, as Federation 2 defines it. */
import { readOwn } from '../base/ownRecord.ts';
import type { OperatorClient } from './operatorClient.ts';

/** The SDL, or undefined when the operator does not give one. */
export async function fetchSdl(client: OperatorClient, url: string): Promise<string | undefined> {
  const answer = await client.send({ url, query: '{ _service { sdl } }', variables: {} });
  if (answer.kind === 'failed') return undefined;
  const sdl = readOwn(readOwn(answer.data, '_service'), 'sdl');
  return typeof sdl === 'string' ? sdl : undefined;
}

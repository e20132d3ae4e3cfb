/** Operators for tests: well-behaved ones made with the kit, and one that answers whatever a test wants. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KnownOperator } from '../../gateway/server/hubOptions.ts';
import { type Role, roleSdl } from '../../schema/network.ts';
import type { CourierLeg, LockerLeg } from '../../subgraphs/kit/contract.ts';
import { defineOperator, startOperator } from '../../subgraphs/kit/index.ts';

export interface StartedOperator {
  readonly known: KnownOperator;
  /** The waybills of every call of the operator's batched function, in order. */
  readonly calls: readonly (readonly string[])[];
  stop(): Promise<void>;
}

export interface KitOperatorOptions {
  /** The hub whose requests it answers; without one it answers anybody's. */
  readonly hubUrl?: string;
  readonly omit?: readonly string[];
  readonly extension?: string;
  /** False for an operator that leaves masking to the hub. */
  readonly masks?: boolean;
}

/** A well-behaved operator that knows some legs; a map of them by waybill may change while it runs. */
export async function startKitOperator(
  code: string,
  role: Role,
  legs: readonly (CourierLeg | LockerLeg)[] | ReadonlyMap<string, CourierLeg | LockerLeg>,
  { hubUrl, ...more }: KitOperatorOptions = {},
): Promise<StartedOperator> {
  const byWaybill = 'get' in legs ? legs : new Map(legs.map((leg) => [leg.waybill, leg]));
  const calls: (readonly string[])[] = [];
  const find = async (waybills: readonly string[]) => {
    calls.push(waybills);
    return waybills.map((waybill) => byWaybill.get(waybill) ?? null);
  };
  const operator = defineOperator({ code, role, legs: find, ...more } as Parameters<
    typeof defineOperator
  >[0]);
  const { url, stop } = await startOperator(
    operator,
    hubUrl === undefined ? { unsigned: 'allow' } : { hubJwksUrl: `${hubUrl}/.well-known/jwks.json` },
  );
  return { known: { code, name: code, role, url, numberPatterns: [] }, calls, stop };
}

/** What a hostile operator does with a request for legs. */
export type Misbehaviour = (
  request: { readonly query: string; readonly variables: Record<string, unknown> },
  response: ServerResponse,
) => void;

export interface HostileOperator extends StartedOperator {
  /** What it does from now on; it answers for its SDL like anybody. */
  behave(misbehaviour: Misbehaviour): void;
  readonly requests: readonly string[];
}

/** An operator that joins the network like anybody, and then does what a test wants. */
export async function startHostileOperator(code: string, role: Role): Promise<HostileOperator> {
  const requests: string[] = [];
  let misbehave: Misbehaviour = (_, response) => response.end();
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const { query, variables } = JSON.parse(body);
    if (query.includes('_service')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: { _service: { sdl: roleSdl(role) } } }));
      return;
    }
    requests.push(body);
    misbehave({ query, variables }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    known: { code, name: code, role, url: `http://127.0.0.1:${port}/graphql`, numberPatterns: [] },
    calls: [],
    requests,
    behave(misbehaviour) {
      misbehave = misbehaviour;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

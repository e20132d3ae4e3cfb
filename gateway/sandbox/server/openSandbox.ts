/** The sandbox of a hub: its routes, and in demo mode what looks into requests. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { RequestScope } from '../../request/requestScope.ts';
import type { NetworkSource } from '../../server/composedNetwork.ts';
import { addSandbox, type IssueToken } from './addSandbox.ts';
import { createBookReader } from './readBook.ts';
import type { SandboxDemo } from './sandboxDemo.ts';
import { createTracePlugin } from './tracePlugin.ts';

export interface Sandbox {
  addTo(http: FastifyInstance): void;
  /** Tells it of the network, as soon as there is one. */
  connect(network: SandboxedNetwork): void;
  /** None outside demo mode. */
  readonly plugins: readonly ApolloServerPlugin<RequestScope>[];
}

/** What it looks at. */
export type SandboxedNetwork = Pick<NetworkSource, 'current' | 'lives'>;

export interface SandboxOptions {
  /** Undefined outside demo mode. */
  readonly demo: SandboxDemo | undefined;
  readonly issueToken: IssueToken | undefined;
  readonly readNow: () => number;
}

export function openSandbox({ demo, issueToken, readNow }: SandboxOptions): Sandbox {
  let network: SandboxedNetwork | undefined;
  const toBook = createBookReader();
  const readBook = () => {
    if (demo === undefined || network === undefined) return undefined;
    return toBook(demo.readAgreements(), network.lives?.(), network.current().supergraphSdl);
  };
  const readOperators = () =>
    [...(network?.current().snapshot.operators.values() ?? [])].map(({ code, name, role }) => ({
      code,
      name,
      role,
    }));
  return {
    addTo: (http) => addSandbox(http, { demo, issueToken, readNow, readOperators, readBook }),
    connect(connected) {
      network = connected;
    },
    plugins: demo === undefined ? [] : [createTracePlugin(readBook)],
  };
}

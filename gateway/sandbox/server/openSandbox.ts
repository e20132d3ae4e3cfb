/** The sandbox of a hub: its routes, and in demo mode what looks into requests. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { RequestScope } from '../../request/requestScope.ts';
import type { ComposedNetwork } from '../../server/composedNetwork.ts';
import { addSandbox, type IssueToken } from './addSandbox.ts';
import { createBookReader } from './readBook.ts';
import type { SandboxDemo } from './sandboxDemo.ts';
import { createTracePlugin } from './tracePlugin.ts';

export interface Sandbox {
  addTo(http: FastifyInstance): void;
  /** Tells it of the network, as soon as there is one. */
  connect(readNetwork: () => ComposedNetwork): void;
  /** None outside demo mode. */
  readonly plugins: readonly ApolloServerPlugin<RequestScope>[];
}

export interface SandboxOptions {
  /** Undefined outside demo mode. */
  readonly demo: SandboxDemo | undefined;
  readonly issueToken: IssueToken | undefined;
  readonly readNow: () => number;
}

export function openSandbox({ demo, issueToken, readNow }: SandboxOptions): Sandbox {
  let readNetwork: (() => ComposedNetwork) | undefined;
  const toBook = createBookReader();
  const readBook = () => {
    if (demo === undefined || readNetwork === undefined) return undefined;
    return toBook(demo.readAgreements(), readNetwork().supergraphSdl);
  };
  const readOperators = () =>
    [...(readNetwork?.().snapshot.operators.values() ?? [])].map(({ code, name, role }) => ({
      code,
      name,
      role,
    }));
  return {
    addTo: (http) => addSandbox(http, { demo, issueToken, readNow, readOperators, readBook }),
    connect(read) {
      readNetwork = read;
    },
    plugins: demo === undefined ? [] : [createTracePlugin(readBook)],
  };
}

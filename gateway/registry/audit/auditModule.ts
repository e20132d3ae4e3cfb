/**
 * The control API's part in an audit: a signature for an operator that asks itself.
 * Invariant: the operator is the one that signed the request to the control API; nobody can name another.
 */
import { controlSdl } from '../../../schema/control.ts';
import { PURPOSES } from '../../../schema/privacy.ts';
import { quote } from '../../base/quote.ts';
import { type ControlModule, refuse } from '../../control/controlModule.ts';
import type { AuditVariant, SignAuditRequest } from '../../identity/signAuditRequest.ts';

/** What can stand in a request line; a line break would add lines to what is signed. */
const TARGET = /^\/[\x21-\x7e]{0,2000}$/;
const DIGEST = /^sha-256=:[A-Za-z0-9+/]{43}=:$/;

interface Arguments {
  readonly target: string;
  readonly contentDigest: string;
  readonly variant: AuditVariant;
  readonly purpose: string;
}

/** The module, over the hub's signer. */
export function createAuditModule(sign: SignAuditRequest): ControlModule {
  return {
    sdl: controlSdl('audit'),
    resolvers: {
      Mutation: {
        async signAuditRequest(_, { target, contentDigest, variant, purpose }: Arguments, { actor }) {
          if (actor.kind !== 'operator') {
            throw refuse('FORBIDDEN', `${quote(actor.code)} is no operator: operators audit themselves`);
          }
          if (!TARGET.test(target)) {
            throw refuse('BAD_USER_INPUT', '`target` must be a path and a query, as `/graphql`');
          }
          if (!DIGEST.test(contentDigest)) {
            throw refuse('BAD_USER_INPUT', '`contentDigest` must be written as `sha-256=:...:`');
          }
          if (!PURPOSES.includes(purpose)) {
            throw refuse(
              'BAD_USER_INPUT',
              `there is no purpose ${quote(purpose)}; try ${PURPOSES.join(', ')}`,
            );
          }
          const headers = await sign({ operator: actor.code, variant, purpose, target, contentDigest });
          return Object.entries(headers).map(([name, value]) => ({ name, value }));
        },
      },
    },
  };
}

/**
 * Resolves operators' names for connections, and hands over only addresses that the hub may connect to.
 * Invariant: a connection is opened to an address that was judged here, in this very resolution: a name that resolves to
 * something else a moment later leads nowhere (DNS rebinding).
 */
import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { SubgraphAddresses } from '../base/subgraphAddresses.ts';

/** The code of the error that a refused address fails with. */
export const ADDRESS_REFUSED = 'ADDRESS_REFUSED';

/** An error that says why. */
export function refusedAddress(reason: string): Error & { readonly code: string } {
  return Object.assign(new Error(reason), { code: ADDRESS_REFUSED });
}

/** All addresses of a name, as the system resolves it. */
export type ResolveName = (
  name: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A `lookup` for `net.connect`; `resolve` is the system's own unless a test brings another. */
export function createGuardedLookup(
  addresses: SubgraphAddresses,
  resolve: ResolveName = lookup,
): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, []);
      const reasons = found.map(({ address }) => addresses.refuseAddress(address, host));
      const allowed = found.filter((_, index) => reasons[index] === undefined);
      const [first] = allowed;
      if (first === undefined) {
        const reason = reasons.find((each) => each !== undefined) ?? 'the name has no address';
        return done(refusedAddress(`${host}: ${reason}`), []);
      }
      if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}

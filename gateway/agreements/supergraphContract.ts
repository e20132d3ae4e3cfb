/** The contract of a supergraph, read once: of a large network it takes a tenth of a second, and several parts of a hub need it. */
import { LRUCache } from 'lru-cache';
import { type AgreementContract, readAgreementContract } from './agreementContract.ts';

/** What is live, what was before it, and drafts of a few operators. */
const known = new LRUCache<string, AgreementContract>({ max: 6 });

/** See `readAgreementContract`; equal for equal texts. */
export function readSupergraphContract(supergraphSdl: string): AgreementContract {
  const read = known.get(supergraphSdl);
  if (read !== undefined) return read;
  const contract = readAgreementContract([supergraphSdl]);
  known.set(supergraphSdl, contract);
  return contract;
}

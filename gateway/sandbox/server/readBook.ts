/**
 * The agreements of the network as the sandbox speaks of them: read, checked, with the contract that they are read against.
 * Invariant: they are read again as soon as the documents or the network are others.
 */
import type { Agreement, AgreementFile } from '../../agreements/agreement.ts';
import { type AgreementContract, readAgreementContract } from '../../agreements/agreementContract.ts';
import { checkAgreements } from '../../agreements/read/checkAgreements.ts';

export interface Book {
  readonly files: readonly AgreementFile[];
  readonly agreements: readonly Agreement[];
  readonly contract: AgreementContract;
}

/** A reader that reads each state of documents and network once. */
export function createBookReader(): (files: readonly AgreementFile[], supergraphSdl: string) => Book {
  let known: { readonly book: Book; readonly supergraphSdl: string } | undefined;
  return (files, supergraphSdl) => {
    if (known !== undefined && known.book.files === files && known.supergraphSdl === supergraphSdl) {
      return known.book;
    }
    const contract = readAgreementContract([supergraphSdl]);
    const { agreements } = checkAgreements(files, contract);
    known = { book: { files, agreements, contract }, supergraphSdl };
    return known.book;
  };
}

/**
 * The agreements of the network as the sandbox speaks of them: read, checked, with the contract that they are read against.
 * Invariant: they are read again as soon as the documents or the network are others.
 */
import type { Agreement, AgreementFile } from '../../agreements/agreement.ts';
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import { checkAgreements } from '../../agreements/read/checkAgreements.ts';
import { readSignedAgreement } from '../../agreements/read/readSignedAgreement.ts';
import { readSupergraphContract } from '../../agreements/supergraphContract.ts';

/** A document, and from when until when it is in force where signatures decide that, in milliseconds since the epoch. */
export interface BookDocument extends AgreementFile {
  readonly force?: { readonly from: number; readonly until: number };
}

export interface Book {
  readonly files: readonly BookDocument[];
  readonly agreements: readonly Agreement[];
  readonly contract: AgreementContract;
}

/** A reader that reads each state of documents and network once. */
export function createBookReader(): (files: readonly BookDocument[], supergraphSdl: string) => Book {
  let known: { readonly book: Book; readonly supergraphSdl: string } | undefined;
  return (files, supergraphSdl) => {
    if (known !== undefined && known.book.files === files && known.supergraphSdl === supergraphSdl) {
      return known.book;
    }
    const contract = readSupergraphContract(supergraphSdl);
    known = { book: { files, agreements: readAgreements(files, contract), contract }, supergraphSdl };
    return known.book;
  };
}

function readAgreements(files: readonly BookDocument[], contract: AgreementContract): readonly Agreement[] {
  const signed = files.flatMap(({ force, ...file }) => {
    if (force === undefined) return [];
    const { agreement } = readSignedAgreement(file, contract);
    return agreement === undefined ? [] : [{ ...agreement, ...force }];
  });
  const unsigned = files.filter(({ force }) => force === undefined);
  return [...signed, ...checkAgreements(unsigned, contract).agreements];
}

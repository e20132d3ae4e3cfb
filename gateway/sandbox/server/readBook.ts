/**
 * The agreements of the network as the sandbox speaks of them: read, with the contract that they are read against and what stopped
 * them. Invariant: they are read again as soon as the documents, their lives or the network are others.
 */
import type { Agreement, AgreementFile } from '../../agreements/agreement.ts';
import { type AgreementContract, readAgreementContract } from '../../agreements/agreementContract.ts';
import type { AgreedVersion, PairLife, Stop } from '../../agreements/life/pairLife.ts';
import { checkAgreements } from '../../agreements/read/checkAgreements.ts';
import { readSignedAgreement } from '../../agreements/read/readSignedAgreement.ts';

export interface Book {
  /** The document of every agreement. */
  readonly files: readonly AgreementFile[];
  /** Those that a draft is checked beside; none where lives say which version of a pair holds when. */
  readonly beside: readonly AgreementFile[];
  /** Within the bounds of their force: a version ends where the next one begins. */
  readonly agreements: readonly Agreement[];
  readonly stops: readonly PairStop[];
  readonly contract: AgreementContract;
}

/** A suspension or termination, with the pair that it is about. */
export interface PairStop extends Stop {
  readonly operator: string;
  readonly platform: string;
}

/** Reads the lives that participants signed; where there are none, the files hold. */
export type ReadBook = (
  files: readonly AgreementFile[],
  lives: readonly PairLife[] | undefined,
  supergraphSdl: string,
) => Book;

/** A reader that reads each state of documents, lives and network once. */
export function createBookReader(): ReadBook {
  let known: { readonly sources: readonly unknown[]; readonly book: Book } | undefined;
  return (files, lives, supergraphSdl) => {
    const sources = [supergraphSdl, files, ...(lives ?? [])];
    if (known !== undefined && isSame(known.sources, sources)) return known.book;
    const contract = readAgreementContract([supergraphSdl]);
    known = {
      sources,
      book: lives === undefined ? readFiles(files, contract) : readLives(lives, files, contract),
    };
    return known.book;
  };
}

/** A life that gets another step is another one. */
function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

function readFiles(files: readonly AgreementFile[], contract: AgreementContract): Book {
  return {
    files,
    beside: files,
    agreements: checkAgreements(files, contract).agreements,
    stops: [],
    contract,
  };
}

function readLives(
  lives: readonly PairLife[],
  named: readonly AgreementFile[],
  contract: AgreementContract,
): Book {
  const versions = lives.flatMap((life) =>
    life.versions.map((version) => ({ ...version, file: nameVersion(life, version, named) })),
  );
  return {
    files: versions.map(({ file, document }) => ({ file, text: document })),
    beside: [],
    agreements: versions.flatMap(({ file, document, from, until }) => {
      const { agreement } = readSignedAgreement({ file, text: document }, contract);
      return agreement === undefined ? [] : [{ ...agreement, from, until }];
    }),
    stops: lives.flatMap(({ operator, platform, stops }) =>
      stops.map((stop) => ({ ...stop, operator, platform })),
    ),
    contract,
  };
}

/** The file that was signed word by word, else a name that says which version it is. */
function nameVersion(
  { operator, platform }: PairLife,
  { version, document }: AgreedVersion,
  named: readonly AgreementFile[],
): string {
  const file = named.find(({ text }) => text === document)?.file;
  return file ?? `${operator}--${platform}@${version}.graphql`;
}

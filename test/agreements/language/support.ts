/** Reads agreements against the contract of both roles, as the tests of the language do. */
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';
import { readAgreementContract } from '../../../gateway/agreements/agreementContract.ts';
import { type AgreementReading, readAgreement } from '../../../gateway/agreements/read/readAgreement.ts';
import { type Role, roleSdl } from '../../../schema/network.ts';

/** The contract without extensions. */
export const CONTRACT = readAgreementContract([roleSdl('courier'), roleSdl('locker')]);

const FILE = 'hive-box--cainiao.graphql';

/** Reads one document. */
export function read(text: string, file = FILE): AgreementReading {
  return readAgreement({ file, text }, CONTRACT);
}

/** Reads one document, on a network of these operators. */
export function readWithOperators(
  text: string,
  operators: ReadonlyMap<string, Role> | undefined,
): AgreementReading {
  return readAgreement({ file: FILE, text }, CONTRACT, operators);
}

/** What a document means: everything of its agreement but the places and words of the clauses. */
export function readMeaning({ file, text }: AgreementFile) {
  const { agreement } = readAgreement({ file, text }, CONTRACT);
  return (
    agreement && {
      ...agreement,
      clauses: agreement.clauses.map(({ line: _, column: __, text: ___, ...meaning }) => meaning),
    }
  );
}

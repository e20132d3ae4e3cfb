/**
 * The documents that participants signed, as the sandbox shows them. Invariant: a document counts as long as its life says, and not as
 * long as its own text does; of one network the same array comes back.
 */
import type { AgreementFile } from '../../agreements/agreement.ts';
import type { PairLife } from '../../agreements/life/pairLife.ts';
import type { BookDocument } from './readBook.ts';

const known = new WeakMap<readonly PairLife[], readonly BookDocument[]>();

/** Every version of every pair. One whose text is that of a file bears the file's name: there a developer finds it. */
export function listSignedDocuments(
  lives: readonly PairLife[],
  files: readonly AgreementFile[],
): readonly BookDocument[] {
  const listed = known.get(lives);
  if (listed !== undefined) return listed;
  const names = new Map(files.map(({ file, text }) => [text, file]));
  const documents = lives.flatMap(({ operator, platform, versions }) =>
    versions.map(({ version, document, from, until }, index) => {
      // A text that was signed twice is two documents.
      const isFirst = versions.findIndex((each) => each.document === document) === index;
      const name = isFirst ? names.get(document) : undefined;
      const file = name ?? `${operator}--${platform}@${version}.graphql`;
      return { file, text: document, force: { from, until } };
    }),
  );
  known.set(lives, documents);
  return documents;
}

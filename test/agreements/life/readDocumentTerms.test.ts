/** The terms of a document alone: read once, however often the chain that it stands in is folded. */
import { expect, test } from 'vitest';
import { readDocumentTerms } from '../../../gateway/agreements/life/readDocumentTerms.ts';
import { documentOf } from './support.ts';

/** The same text, as it comes from the store a second time. */
const copyOf = (text: string) => Buffer.from(text).toString();

test('a document that was read is not worked out again, and one that differs in a letter is', () => {
  const document = documentOf({ retentionDays: 31 });
  const terms = readDocumentTerms(document);
  expect(terms).toMatchObject({ id: 'hive-box--cainiao', version: 1, retentionDays: 31 });
  expect(readDocumentTerms(copyOf(document))).toBe(terms);
  expect(readDocumentTerms(document.replace('retentionDays: 31', 'retentionDays: 32'))?.retentionDays).toBe(
    32,
  );
  expect(readDocumentTerms(document.replace('version: 1', 'version: '))).toBeUndefined();
  expect(readDocumentTerms(document.replace('version: 1', 'version: '))).toBeUndefined();
});

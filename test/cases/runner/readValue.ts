/** Reads a value that is written as GraphQL writes values: `{ status: DELIVERED, events: [{ id: "1" }] } # comments too`. */
import { GraphQLError, parseValue, Source, valueFromASTUntyped } from 'graphql';
import { CaseError } from './caseFile.ts';

/** The value as JSON knows it; an enum value is a string. `firstLine` is where the text begins in the file. */
export function readValue(path: string, firstLine: number, text: string): unknown {
  try {
    return toPlain(valueFromASTUntyped(parseValue(new Source(text, path), { noLocation: true })));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    throw new CaseError(path, firstLine + (place?.line ?? 1) - 1, error.message);
  }
}

/** GraphQL's own values have no prototype, which a comparison of tests would count as a difference. */
function toPlain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

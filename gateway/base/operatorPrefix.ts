/**
 * Derives the prefix of an operator's own names in the graph from its code. Invariant: two different codes never give
 * the same prefix, so no operator can speak in another's name.
 */

// Each part begins with a letter: with digits there, `a-1b` and `a1b` would both become `a1b`.
const OPERATOR_CODE = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const LONGEST_CODE = 40;

/** How an operator's own names begin: `sfExpress_` for fields, `SfExpress_` for types. */
export interface OperatorPrefix {
  readonly field: string;
  readonly type: string;
}

/** The prefix of the operator `sf-express` is `sfExpress_`; undefined when the code is not a possible code. */
export function operatorPrefix(code: string): OperatorPrefix | undefined {
  if (code.length > LONGEST_CODE || !OPERATOR_CODE.test(code)) return undefined;
  const words = code.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const type = `${words.join('')}_`;
  return { field: type.charAt(0).toLowerCase() + type.slice(1), type };
}

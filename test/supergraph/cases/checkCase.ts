/** The form of a case for `checkSubgraph`. */

/**
 * In the courier's SDL, whose operator is `sf-express`, `line` is replaced by `refused`, and the check finds exactly
 * `finds` ("code line:column message"); replaced by `accepted` it finds nothing, and the network composes with it.
 */
export interface CheckCase {
  readonly line: string;
  readonly refused: string;
  readonly finds: readonly string[];
  readonly accepted: string;
}

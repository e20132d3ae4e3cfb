/**
 * Reads one `@share` as a clause, with every default filled in. Invariant: what cannot be read is left out of the clause;
 * a rule says so, and an agreement with such a clause is none.
 */
import { type ConstDirectiveNode, print } from 'graphql';
import { NEVER_IMPLIED_PURPOSES } from '../../../schema/privacy.ts';
import type { Clause } from '../agreement.ts';
import type { ContractField } from '../agreementContract.ts';
import { purposeBits, relationBit, viewBits } from '../clauseBits.ts';
import type { Relation } from '../decision.ts';
import { argumentOf, readNames, readText } from './agreementArguments.ts';

/** One `@share` where it stands. */
export interface ShareNode {
  readonly coordinate: string;
  /** The type that the field is of. */
  readonly typeName: string;
  /** Undefined where the contract has no such field. */
  readonly contractField: ContractField | undefined;
  /** The object type that the field leads to; undefined for a leaf. */
  readonly below: string | undefined;
  readonly node: ConstDirectiveNode;
}

/** A clause with where it stands in the document. */
export interface ReadClause extends Clause {
  readonly share: ShareNode;
  /** The purposes and relations that it holds for, as `viewBits`. None for `DELEGATED`: nothing is granted to it. */
  readonly views: number;
}

/** Reads a clause of an agreement that is for these purposes. */
export function readClause(share: ShareNode, agreed: readonly string[], file: string): ReadClause {
  const { node, coordinate } = share;
  const purposes =
    readNames(argumentOf(node, 'for')) ?? agreed.filter((purpose) => !NEVER_IMPLIED_PURPOSES.has(purpose));
  const relations = (readNames(argumentOf(node, 'parcels')) ?? ['OWN']) as readonly Relation[];
  const mask = readText(argumentOf(node, 'as')) ?? 'CLEAR';
  const { line, column } = node.loc?.startToken ?? { line: 1, column: 1 };
  return {
    coordinate,
    purposes,
    relations,
    mask: mask === 'CLEAR' ? null : mask,
    until: readText(argumentOf(node, 'until')) ?? null,
    graceDays: Number(readText(argumentOf(node, 'graceDays')) ?? 0),
    file,
    line,
    column,
    text: print(node),
    share,
    views: viewBits(
      purposeBits(purposes),
      relations.reduce((bits, relation) => bits | relationBit(relation), 0),
    ),
  };
}

/**
 * Finds the places that the composer means. Some of its errors carry nodes that it has rebuilt, without a place; those
 * are found again by their text. Invariant: only documents that somebody handed in are pointed at, never the contract.
 */
import { type ASTNode, type DocumentNode, print, visit } from 'graphql';
import { locate } from '../base/locate.ts';
import type { ProblemLocation } from '../base/problem.ts';

/** A source that was given no name is the contract's. */
const UNNAMED_SOURCE = 'GraphQL request';

/** A function from the nodes of an error to their locations in the documents. */
export function locateComposerNodes(
  documents: readonly DocumentNode[],
): (nodes: readonly ASTNode[] | undefined) => readonly ProblemLocation[] {
  const indexes = new Map<string, ReadonlyMap<string, ASTNode>>();
  const findTwin = (node: ASTNode): ASTNode | undefined => {
    const index = indexes.get(node.kind) ?? indexByText(documents, node.kind);
    indexes.set(node.kind, index);
    return index.get(print(node));
  };
  return (nodes = []) =>
    nodes.flatMap((node) => {
      const loc = node.loc ?? findTwin(node)?.loc;
      return loc === undefined || loc.source.name === UNNAMED_SOURCE
        ? []
        : [locate(loc.source, loc.start, loc.end, loc.source.name)];
    });
}

/** The nodes of one kind by their text, of each text the first. */
function indexByText(documents: readonly DocumentNode[], kind: string): ReadonlyMap<string, ASTNode> {
  const index = new Map<string, ASTNode>();
  for (const document of documents) {
    visit(document, {
      enter(node) {
        if (node.kind !== kind || node.loc === undefined || node.loc.source.name === UNNAMED_SOURCE) return;
        const text = print(node);
        if (!index.has(text)) index.set(text, node);
      },
    });
  }
  return index;
}

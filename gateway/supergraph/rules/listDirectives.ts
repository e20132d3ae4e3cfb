/** Every place of a document where a directive is applied. */
import { type ConstDirectiveNode, type DirectiveNode, type DocumentNode, visit } from 'graphql';

/** The applied directives, in the order of the text. */
export function listDirectives(document: DocumentNode): readonly (DirectiveNode | ConstDirectiveNode)[] {
  const directives: (DirectiveNode | ConstDirectiveNode)[] = [];
  visit(document, { Directive: (node) => void directives.push(node) });
  return directives;
}

/**
 * Measures GraphQL text by its tokens alone, without recursion. Invariant: whatever passes is safe for the parser and
 * for everything that walks its result recursively.
 */
import { Lexer, type Source, type Token, TokenKind } from 'graphql';

const MOST_TOKENS = 40_000;
const MOST_NESTING = 32;
const OPENING: readonly string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** The innermost bracket that is still open where the text ends; undefined for none. Throws on unknown characters. */
export function findOpenBracket(source: Source): Token | undefined {
  const lexer = new Lexer(source);
  const open: Token[] = [];
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (OPENING.includes(token.kind)) open.push(token);
    if (CLOSING.includes(token.kind)) open.pop();
  }
  return open.at(-1);
}

/** What is too much, and the token at which it became so; undefined when nothing is. Throws on unknown characters. */
export function findExcess(source: Source): { readonly what: string; readonly token: Token } | undefined {
  const lexer = new Lexer(source);
  let tokens = 0;
  let nesting = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens += 1;
    if (OPENING.includes(token.kind)) nesting += 1;
    if (CLOSING.includes(token.kind)) nesting -= 1;
    if (tokens > MOST_TOKENS) return { what: `more than ${MOST_TOKENS} tokens`, token };
    if (nesting > MOST_NESTING) return { what: `more than ${MOST_NESTING} levels of nesting`, token };
  }
  return undefined;
}

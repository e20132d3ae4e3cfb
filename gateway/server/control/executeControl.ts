/**
 * Answers one operation on the control API: parse, limit, validate, execute, and clean the errors.
 * Invariant: a client sees refusals that are meant for it; of everything else it sees a number that the log has too.
 */
import { randomUUID } from 'node:crypto';
import {
  type ASTVisitor,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { readOwn } from '../../base/ownRecord.ts';
import type { ControlCode, ControlContext } from '../../control/controlModule.ts';
import { cleanMessage } from '../formatError.ts';
import { limitQuery } from '../limitQuery.ts';
import { LIMITS } from '../limits.ts';

export interface ControlAnswer {
  readonly status: 200 | 400;
  readonly body: { readonly data?: unknown; readonly errors?: readonly ControlError[] };
}

export interface ControlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: GraphQLError['locations'];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Answers the body of a request, parsed as JSON. Never rejects. */
export type ExecuteControl = (body: unknown, context: ControlContext) => Promise<ControlAnswer>;

/** Codes of refusals that modules throw. */
const CONTROL_CODES: Readonly<Record<ControlCode, true>> = {
  FORBIDDEN: true,
  NOT_FOUND: true,
  BAD_USER_INPUT: true,
  CONFLICT: true,
  REFUSED: true,
  TOO_MANY_REQUESTS: true,
};

/** How many operations are remembered as good, and the longest of them: clients send the same few. */
const KNOWN_OPERATIONS = 500;
const LONGEST_KNOWN = 20_000;
/** Each may answer with all records of a pair: some megabytes. */
const MOST_ROOT_FIELDS = 5;
const RULES: readonly ValidationRule[] = [...specifiedRules, limitRootFields, refuseAliases];
/** graphql-js stops there. */
const MOST_ERRORS = 20;

/** What executes operations on a schema. */
export function createControlExecutor(schema: GraphQLSchema, log: Logger): ExecuteControl {
  const known = new LRUCache<string, DocumentNode>({ max: KNOWN_OPERATIONS });
  const read = (query: string): DocumentNode | ControlAnswer => {
    const document = known.get(query);
    if (document !== undefined) return document;
    const checked = readDocument(schema, query);
    if ('kind' in checked && query.length <= LONGEST_KNOWN) known.set(query, checked);
    return checked;
  };
  return async (body, context) => {
    const request = readRequest(body);
    if (request === undefined) {
      return fail('BAD_REQUEST', 'send one operation as {"query": "...", "variables": {...}}');
    }
    const { query, variables, operationName } = request;
    const document = read(query);
    if (!('kind' in document)) return document;
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: context,
    });
    const cleaned = errors?.map((error) => cleanError(error, log));
    return {
      status: data === undefined ? 400 : 200,
      body: { ...(data !== undefined && { data }), ...(cleaned !== undefined && { errors: cleaned }) },
    };
  };
}

interface ControlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

function readRequest(body: unknown): ControlRequest | undefined {
  const query = readOwn(body, 'query');
  const variables = readOwn(body, 'variables') ?? {};
  const operationName = readOwn(body, 'operationName') ?? null;
  if (typeof query !== 'string' || typeof variables !== 'object' || Array.isArray(variables))
    return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  return { query, variables: variables as Readonly<Record<string, unknown>>, operationName };
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode | ControlAnswer {
  const refusal = limitQuery(query);
  if (refusal !== undefined) return fail(refusal.code, refusal.message);
  try {
    const document = parse(query, { maxTokens: LIMITS.tokens });
    const errors = validate(schema, document, RULES, { maxErrors: MOST_ERRORS });
    return errors.length === 0 ? document : failAll('GRAPHQL_VALIDATION_FAILED', errors);
  } catch (error) {
    if (error instanceof GraphQLError) return failAll('GRAPHQL_PARSE_FAILED', [error]);
    throw error;
  }
}

/** Refuses an operation that asks for the same lists under many names. */
function limitRootFields(context: ValidationContext): ASTVisitor {
  let count = 0;
  return {
    Field(node) {
      if (!isAtRoot(context)) return;
      if (node.name.value.startsWith('__')) return;
      count += 1;
      if (count !== MOST_ROOT_FIELDS + 1) return;
      const message = `the request asks for more than ${MOST_ROOT_FIELDS} root fields; send several requests`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

/** Refuses aliases below the root: under many names one document is sent, and written out, many times. */
function refuseAliases(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.alias === undefined || isAtRoot(context)) return;
      const message = `the control API takes aliases of root fields only: ask for \`${node.name.value}\` by its name`;
      context.reportError(new GraphQLError(message, { nodes: node.alias }));
    },
  };
}

/** Whether the field that is visited is one of the operation's own. */
function isAtRoot(context: ValidationContext): boolean {
  const schema = context.getSchema();
  const parent = context.getParentType();
  return parent != null && (parent === schema.getQueryType() || parent === schema.getMutationType());
}

function fail(code: string, message: string): ControlAnswer {
  return { status: 400, body: { errors: [{ message, extensions: { code } }] } };
}

function failAll(code: string, errors: readonly GraphQLError[]): ControlAnswer {
  const listed = errors.map(({ message, locations }) => ({
    message: cleanMessage(message),
    ...(locations !== undefined && { locations }),
    extensions: { code },
  }));
  return { status: 400, body: { errors: listed } };
}

function cleanError(error: GraphQLError, log: Logger): ControlError {
  const { message, path, originalError, extensions } = error;
  const place = path === undefined ? {} : { path };
  const { code, problems } = extensions;
  if (typeof code === 'string' && Object.hasOwn(CONTROL_CODES, code)) {
    return { message, ...place, extensions: { code, ...(problems !== undefined && { problems }) } };
  }
  // What graphql-js itself finds wrong with variables, arguments or the name of the operation has no other error behind it.
  if (originalError === undefined || originalError instanceof GraphQLError) {
    return { message: cleanMessage(message), ...place, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const id = randomUUID();
  log.error({ id, err: originalError }, 'a request to the control API failed inside the hub');
  return {
    message: `the hub could not answer; its log has the details under ${id}`,
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', id },
  };
}

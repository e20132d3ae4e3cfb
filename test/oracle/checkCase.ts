/** Asks the hub one question and holds everything that came of it against the oracle. */
import { type DocumentNode, type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { checkDisclosure } from './checkDisclosure.ts';
import { checkRequests } from './checkRequests.ts';
import { findLeaks } from './checkText.ts';
import { compareAnswers, type Pseudonyms } from './compareAnswers.ts';
import { type Expected, expectAnswer } from './expectAnswer.ts';
import type { CaseModel } from './model.ts';
import type { HubAnswer, OpenNetwork } from './openNetwork.ts';

/** Which property does not hold, and how. */
export interface Finding {
  readonly property: 'answer' | 'leak' | 'requests' | 'errors' | 'disclosure';
  readonly text: string;
}

export interface CheckedCase {
  /** What is wrong; empty when all is well. */
  readonly findings: readonly Finding[];
  readonly expected: Expected;
  readonly answer: HubAnswer;
  /** What operators were asked, as text. */
  readonly requests: readonly string[];
}

export interface CheckOptions {
  readonly pseudonyms: Pseudonyms;
  /** Every word that operators hold. */
  readonly words: ReadonlySet<string>;
}

/** Asks and checks; the network holds the case's scenario. */
export async function checkCase(
  theCase: CaseModel,
  network: OpenNetwork,
  { pseudonyms, words }: CheckOptions,
): Promise<CheckedCase> {
  const { question } = theCase;
  const document = readQuery(question.query);
  const expected = expectAnswer(theCase, network.schema, document);
  const answer = await network.ask(question);
  const difference = compareAnswers(expected, answer.body.data, pseudonyms);
  const leaks = findLeaks(answer.text, expected.data, question, words);
  const asked = listAsked(document, network.schema);
  const found: Readonly<Record<Finding['property'], readonly string[]>> = {
    answer: difference === undefined ? [] : [difference],
    leak: leaks.map((word) => `the answer holds \`${word}\`, which the caller may not read`),
    requests: checkRequests(network.operators.requests, { case: theCase, asked }),
    errors: checkErrors(answer, expected),
    disclosure: checkDisclosure(answer.body.extensions?.['disclosure'], expected, theCase),
  };
  const findings = Object.entries(found).flatMap(([property, texts]) =>
    texts.map((text) => ({ property: property as Finding['property'], text })),
  );
  const requests = network.operators.requests.map(
    ({ operator, text, variables }) => `${operator.code}: ${text} ${JSON.stringify(variables)}`,
  );
  return { findings, expected, answer, requests };
}

/** Errors are about operators that failed, and about nobody else. */
function checkErrors({ body }: HubAnswer, { listed }: Expected): readonly string[] {
  return (body.errors ?? []).flatMap(({ message, extensions }) => {
    const legs = listed.filter(({ leg }) => leg.operator === extensions?.['operator']);
    const isTrue = {
      OPERATOR_UNAVAILABLE: legs.some(({ isFailing }) => isFailing),
      OPERATOR_INVALID_VALUE: legs.some(({ hasFaultyStatus, operator }) => hasFaultyStatus || operator.lies),
    }[String(extensions?.['code'])];
    return isTrue === true
      ? []
      : [`an error that nothing explains: ${message} ${JSON.stringify(extensions)}`];
  });
}

const documents = new Map<string, DocumentNode>();

/** Queries are asked many times, each parsed once. */
function readQuery(text: string): DocumentNode {
  const known = documents.get(text);
  if (known !== undefined) return known;
  if (documents.size > 1_000) documents.clear();
  const document = parse(text, { noLocation: true });
  documents.set(text, document);
  return document;
}

const askedOf = new WeakMap<DocumentNode, ReadonlySet<string>>();

/** Every field that an operation contains, on each type that can be where it stands. */
function listAsked(document: DocumentNode, schema: GraphQLSchema): ReadonlySet<string> {
  const known = askedOf.get(document);
  if (known !== undefined) return known;
  const asked = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (parent === null || parent === undefined) return;
        const possible =
          'getInterfaces' in parent ? [parent, ...(parent.name === 'Leg' ? legTypes(schema) : [])] : [];
        for (const type of possible) asked.add(`${type.name}.${node.name.value}`);
      },
    }),
  );
  askedOf.set(document, asked);
  return asked;
}

function legTypes(schema: GraphQLSchema) {
  return ['CourierLeg', 'LockerLeg'].flatMap((name) => schema.getType(name) ?? []);
}

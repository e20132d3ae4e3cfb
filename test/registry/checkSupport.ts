/** A check of a new version of Hive Box's subgraph beside ZTO's, and how tests tell of it. */
import type { SentOperation, SentOperations } from '../../gateway/registry/operations/sentOperation.ts';
import {
  checkPublication,
  type PublicationCheck,
} from '../../gateway/registry/subgraphs/checkPublication.ts';
import type { SectionTitle } from '../../gateway/registry/subgraphs/checkSection.ts';
import type {
  Acceptable,
  AgreedDocument,
  PublishedSubgraph,
  SubgraphDraft,
} from '../../gateway/registry/subgraphs/publishedSubgraph.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import type { NetworkComposer } from '../../gateway/supergraph/composeInWorker.ts';
import { createParts, NOW, OPERATORS, sdlOf, type TestOperator, URL } from './support.ts';

export const own = (label: string, type = 'String') => `extend type LockerLeg {
  "Who opened the door."
  hiveBox_opener: ${type} ${label}
}`;
export const PERSONAL = '@personal(category: IDENTITY, subject: RECIPIENT)';

export function published(operator: TestOperator, sdl = sdlOf(operator)): PublishedSubgraph {
  const rest = { name: operator, version: 1, url: URL, numberPatterns: [], proof: null, keyId: '' };
  return { ...rest, operator, role: OPERATORS[operator], sdl, publishedAt: new Date(NOW), revision: 1 };
}

export interface Given {
  readonly draft: Partial<SubgraphDraft>;
  readonly before?: string | null;
  readonly documents?: readonly AgreedDocument[];
  readonly operations?: readonly SentOperation[];
  readonly leftOut?: SentOperations['leftOut'];
  readonly accepts?: readonly Acceptable[];
}

/** Checks a new version of Hive Box beside ZTO. */
export async function check(
  composer: NetworkComposer,
  {
    draft,
    before = sdlOf('hive-box'),
    documents = [],
    operations = [],
    leftOut = new Map(),
    accepts = [],
  }: Given,
) {
  const own = before === null ? [] : [published('hive-box', before)];
  const subgraphs = new Map([...own, published('zto')].map((each) => [each.operator, each]));
  const complete = {
    operator: 'hive-box',
    role: 'locker',
    sdl: sdlOf('hive-box'),
    url: URL,
    ...draft,
  } as const;
  const parts = createParts(undefined as unknown as Store, composer);
  return checkPublication(
    complete,
    { subgraphs, documents, operations: { operations, leftOut } },
    { ...parts, accepts },
  );
}

export const statuses = ({ sections }: PublicationCheck) =>
  sections.map(({ title, status }) => `${title}: ${status}`);
export const section = ({ sections }: PublicationCheck, title: SectionTitle) => {
  const found = sections.find((each) => each.title === title);
  if (found === undefined) throw new Error(`there is no section ${title}`);
  return found;
};
export const told = (result: PublicationCheck, title: SectionTitle) => {
  const { status, problems } = section(result, title);
  return [status, ...problems.map(({ code, severity, message }) => `${code} ${severity} ${message}`)];
};

export const operation = (coordinates: readonly string[], platform = 'cainiao'): SentOperation => ({
  platform,
  hash: 'abc',
  coordinates: new Set(coordinates),
  count: 1_200,
});

/**
 * Checks in one go what a publication would be and do: by itself, with the rest of the network, against what is published and
 * what platforms ask for, for people, and for agreements. Nothing is changed.
 * Invariant: a check that could not be carried through is failed, never passed; what rests on a failed part is skipped and says so.
 */

import { readSupergraphContract } from '../../agreements/supergraphContract.ts';
import { countOf } from '../../base/countOf.ts';
import type { Problem } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import { checkSubgraph } from '../../supergraph/checkSubgraph.ts';
import type { Composer } from '../../supergraph/composeInWorker.ts';
import { unfinished } from '../../supergraph/compositionJob.ts';
import type { SubgraphVerdict } from '../../supergraph/verifySubgraph.ts';
import type { SentOperations } from '../operations/sentOperation.ts';
import { type AddressParts, checkPatterns, checkUrl } from './checkAddress.ts';
import {
  type CheckSection,
  SECTION_OF_CODE,
  SECTION_TITLES,
  type SectionTitle,
  skipSection,
  writeSection,
} from './checkSection.ts';
import { judgeAgreements, type ReadDocument, readDocuments } from './judgeAgreements.ts';
import { type JudgedAgainst, judgeChanges } from './judgeChanges.ts';
import { judgePrivacy } from './judgePrivacy.ts';
import { listChanges } from './listChanges.ts';
import type { Acceptable, AgreedDocument, PublishedSubgraph, SubgraphDraft } from './publishedSubgraph.ts';

/** What a publication meets. */
export interface Surroundings {
  /** Everything that is published, the operator's own among it. */
  readonly subgraphs: ReadonlyMap<string, PublishedSubgraph>;
  /** Agreements of the operator, in force or to come. */
  readonly documents: readonly AgreedDocument[];
  /** What the platforms of these agreements sent lately. */
  readonly operations: SentOperations;
}

export interface CheckParts extends AddressParts {
  /** One that what goes live does not wait for. */
  readonly composer: Composer;
  /** Answers null for a number pattern that cannot be matched safely. */
  readonly compilePattern: (pattern: string) => RegExp | null;
}

export interface PublicationCheck {
  readonly operator: string;
  /** False when any section has failed. */
  readonly passed: boolean;
  readonly sections: readonly CheckSection[];
  /** What the operator accepted, and had to. */
  readonly accepted: readonly Acceptable[];
  /** The proof that the document composes, to be kept with it. */
  readonly proof: string | undefined;
}

const NOT_VALID = 'needs a document that passes the sections above';

/** Checks a draft; `accepts` is what its operator says that it means. */
export async function checkPublication(
  draft: SubgraphDraft,
  surroundings: Surroundings,
  { accepts, ...parts }: CheckParts & { readonly accepts: readonly Acceptable[] },
): Promise<PublicationCheck> {
  const { operator: code, role, sdl, file } = draft;
  const verdict = await parts.composer.check({ code, role, sdl, ...(file !== undefined && { file }) });
  const own = [...splitVerdict(verdict), await checkAddressOf(draft, parts)];
  const isValid = verdict.capabilities !== undefined;
  const rest = isValid ? await checkTogether(draft, verdict, surroundings, { accepts, ...parts }) : [];
  const found = new Map([...own, ...rest].map((section) => [section.title, section]));
  const sections = SECTION_TITLES.map((title) => found.get(title) ?? skipSection(title, NOT_VALID));
  return {
    operator: code,
    passed: sections.every(({ status }) => status !== 'FAILED'),
    sections,
    accepted: accepts.filter((each) => wasNeeded(each, sections)),
    proof: verdict.proof,
  };
}

/** The problems of a document by itself, by section. The composer is asked only when there are no others. */
export function splitVerdict({ problems, capabilities }: SubgraphVerdict): readonly CheckSection[] {
  const titleOf = ({ code }: Problem): SectionTitle => SECTION_OF_CODE[code] ?? 'Build';
  const sectionOf = (title: SectionTitle) =>
    writeSection(
      title,
      problems.filter((problem) => titleOf(problem) === title),
    );
  const build = sectionOf('Build');
  // Of a text that cannot be read nothing else is known.
  const isUnread = problems.some(({ code }) => ['HUB001', 'HUB002', 'HUB006', 'HUB009'].includes(code));
  if (isUnread && capabilities === undefined) return [build];
  const sections = [build, sectionOf('Role contract'), sectionOf('Labels')];
  const isRefused = sections.some(({ status }) => status === 'FAILED');
  return isRefused ? sections : [...sections, sectionOf('Composition')];
}

async function checkAddressOf(
  { url, numberPatterns = [] }: SubgraphDraft,
  parts: CheckParts,
): Promise<CheckSection> {
  const title = 'Address and numbers';
  const problems = checkPatterns(numberPatterns, parts.compilePattern);
  if (url !== undefined) return writeSection(title, [...(await checkUrl(url, parts)), ...problems]);
  const note = 'no address was given: `--url` has it checked as well';
  return problems.length > 0 ? writeSection(title, problems, [note]) : skipSection(title, note);
}

async function checkTogether(
  draft: SubgraphDraft,
  verdict: SubgraphVerdict,
  { subgraphs, documents, operations }: Surroundings,
  parts: CheckParts & { readonly accepts: readonly Acceptable[] },
): Promise<readonly CheckSection[]> {
  const composed = await composeTogether(draft, subgraphs, parts.composer);
  const remarks = verdict.problems.filter(({ code }) => SECTION_OF_CODE[code] === 'Composition');
  const others = subgraphs.size - (subgraphs.has(draft.operator) ? 1 : 0);
  const notes = [`composed with ${countOf(others, 'other operator')}`];
  const composition = writeSection('Composition', [...remarks, ...composed.problems], notes);
  if (composed.supergraphSdl === undefined) return [composition];

  const published = subgraphs.get(draft.operator);
  const read = await readAgreements(documents, composed.supergraphSdl, async () => {
    const old = published && (await composeTogether({ ...published }, subgraphs, parts.composer));
    return old?.supergraphSdl;
  });
  const agreements = read.flatMap(({ agreement }) => (agreement === undefined ? [] : [agreement]));
  const [meansBreaking, meansPrivacy] = [
    parts.accepts.includes('breaking'),
    parts.accepts.includes('privacy'),
  ];
  const before = published && checkSubgraph({ code: draft.operator, role: draft.role, sdl: published.sdl });
  const comparison = { before: before?.capabilities && before, after: verdict };
  return [
    composition,
    await compareWith(comparison.before && published, draft, {
      operations,
      agreements,
      isAccepted: meansBreaking,
    }),
    judgePrivacy({ ...comparison, agreements, isAccepted: meansPrivacy }),
    judgeAgreements(read, { ...comparison, isAccepted: meansBreaking }),
  ];
}

/** `published` is undefined where there is nothing valid to compare with. */
async function compareWith(
  published: PublishedSubgraph | undefined,
  draft: SubgraphDraft,
  against: JudgedAgainst,
): Promise<CheckSection> {
  if (published !== undefined) return judgeChanges(await listChanges(published.sdl, draft.sdl), against);
  const why = 'there is nothing to compare with: nothing is published that fits the contract of today';
  return skipSection('Breaking changes', why);
}

/** The network with the draft in the place of what its operator has published. */
async function composeTogether(
  draft: Pick<SubgraphDraft, 'operator' | 'role' | 'sdl' | 'file'>,
  subgraphs: ReadonlyMap<string, PublishedSubgraph>,
  composer: CheckParts['composer'],
): Promise<{ readonly supergraphSdl?: string; readonly problems: readonly Problem[] }> {
  const { operator: code, role, sdl, file } = draft;
  const own = { code, role, sdl, ...(file !== undefined && { file }) };
  const others = [...subgraphs.values()].filter(({ operator }) => operator !== code);
  try {
    const { supergraphSdl, refused } = await composer.publish([
      ...others.map((other) => ({ code: other.operator, role: other.role, sdl: other.sdl })),
      own,
    ]);
    const mine = refused.find((each) => each.code === code);
    if (mine !== undefined) return { problems: mine.problems };
    // The composer blames whom it names; with this document in the network they are both to be looked at.
    const clashing = refused.filter(({ problems }) => problems.some((problem) => problem.code === 'HUB007'));
    if (clashing.length === 0) return { supergraphSdl, problems: [] };
    return { problems: clashing.map((each) => clash(each.code, each.problems)) };
  } catch (error) {
    return { problems: [unfinished(String(error))] };
  }
}

function clash(other: string, problems: readonly Problem[]): Problem {
  const message = `the network does not compose with this document and the extension of ${quote(other)}`;
  const note = problems.find(({ code }) => code === 'HUB007')?.note;
  return { code: 'HUB007', severity: 'error', message, ...(note !== undefined && { note }) };
}

async function readAgreements(
  documents: readonly AgreedDocument[],
  supergraphSdl: string,
  readOldSupergraph: () => Promise<string | undefined>,
): Promise<readonly ReadDocument[]> {
  if (documents.length === 0) return [];
  return readDocuments(documents, readSupergraphContract(supergraphSdl), async () => {
    const sdl = await readOldSupergraph();
    return sdl === undefined ? undefined : readSupergraphContract(sdl);
  });
}

/** Whether what was accepted would have failed otherwise: only that is kept. */
function wasNeeded(accepted: Acceptable, sections: readonly CheckSection[]): boolean {
  const titles: readonly SectionTitle[] =
    accepted === 'privacy' ? ['Privacy changes'] : ['Breaking changes', 'Agreements'];
  return sections.some(
    ({ title, notes }) => titles.includes(title) && notes.some((note) => note.startsWith('accepted:')),
  );
}

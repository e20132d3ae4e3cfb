/**
 * The part of the control API with which operators check and publish their subgraphs.
 * Invariant: an operator checks and publishes its own subgraph and no other; a check tells what platforms ask and what was
 * agreed, so it is for the operator alone. What is published is for everybody registered to read.
 */
import { controlSdl } from '../../../schema/control.ts';
import { quote } from '../../base/quote.ts';
import { type Actor, type ControlContext, type ControlModule, refuse } from '../../control/controlModule.ts';
import type { NumberPattern } from '../../request/network.ts';
import { type CheckGate, createCheckGate } from './checkGate.ts';
import { checkPublication, type PublicationCheck } from './checkPublication.ts';
import { createEarlierVersions, type EarlierVersion } from './earlierVersions.ts';
import type { Acceptable, PublishedSubgraph, SubgraphDraft } from './publishedSubgraph.ts';
import { type PublishParts, publishSubgraph, readSurroundings } from './publishSubgraph.ts';

interface SubgraphArguments {
  readonly operator: string;
  readonly input: {
    readonly sdl: string;
    readonly url?: string | null;
    readonly numberPatterns?: readonly NumberPattern[] | null;
    readonly file?: string | null;
  };
  readonly accept?: readonly ('BREAKING' | 'PRIVACY')[] | null;
}

const ACCEPTED: Readonly<Record<'BREAKING' | 'PRIVACY', Acceptable>> = {
  BREAKING: 'breaking',
  PRIVACY: 'privacy',
};
const MOST_VERSIONS = 100;
/** One at a time is checked, for seconds where a document is large: who comes last waits for all of these. */
const MOST_CHECKS = { perOperator: 2, inAll: 20, what: 'checks' };
/** Apart from the checks, so that these keep nobody from publishing. */
const MOST_PUBLICATIONS = { perOperator: 2, inAll: 100, what: 'publications' };

/** The module; its parts are the hub's. */
export function createSubgraphModule(parts: PublishParts): ControlModule {
  const earlier = createEarlierVersions(parts.store);
  const gates = { check: createCheckGate(MOST_CHECKS), publish: createCheckGate(MOST_PUBLICATIONS) };
  return {
    sdl: controlSdl('subgraphs'),
    resolvers: {
      Query: {
        async checkSubgraph(_, args: SubgraphArguments, { actor, now }) {
          const draft = readDraft(args, actor, 'check');
          const check = await gates.check(draft.operator, async () => {
            const surroundings = await readSurroundings(draft.operator, now, parts);
            return checkPublication(draft, surroundings, { ...parts, accepts: readAccepts(args) });
          });
          return toAnswer(check);
        },
        async subgraphs() {
          const { subgraphs } = await parts.shelf.read();
          return [...subgraphs.values()].sort((one, other) => (one.operator < other.operator ? -1 : 1));
        },
        async subgraph(_, { operator }: { readonly operator: string }) {
          return (await parts.shelf.read()).subgraphs.get(operator) ?? null;
        },
      },
      Mutation: {
        publishSubgraph: (_, args, context) => publish(args, context, { ...parts, gate: gates.publish }),
      },
      PublishedSubgraph: {
        publishedAt: ({ publishedAt }: PublishedSubgraph) => publishedAt.toISOString(),
        sdl({ sdl }: PublishedSubgraph, _, context) {
          earlier.count(context);
          return sdl;
        },
        versions: ({ operator }: PublishedSubgraph, { first }: { readonly first: number }, context) =>
          earlier.list(operator, Math.max(0, Math.min(first, MOST_VERSIONS)), context),
      },
      SubgraphVersion: {
        sdl: (version: EarlierVersion, _, context) => earlier.readSdl(version, context),
      },
    },
  };
}

async function publish(
  args: SubgraphArguments,
  { actor, now, confirm }: ControlContext,
  { gate, ...parts }: PublishParts & { readonly gate: CheckGate },
) {
  const draft = readDraft(args, actor, 'publish');
  const { url } = draft;
  if (url === undefined) {
    throw refuse(
      'BAD_USER_INPUT',
      'a publication needs the address at which the subgraph answers: give `url`',
    );
  }
  const order = { accepts: readAccepts(args), keyId: actor.keyId, now };
  const outcome = await gate(draft.operator, () => publishSubgraph({ ...draft, url }, order, parts));
  switch (outcome.kind) {
    case 'published':
      await confirm(outcome.revision);
      return { result: 'PUBLISHED', version: outcome.version, check: toAnswer(outcome.check) };
    case 'unchanged':
      // It may have been published a moment ago by a request whose answer got lost.
      await confirm(outcome.revision);
      return { result: 'UNCHANGED', version: outcome.version, check: null };
    case 'refused': {
      const published = (await parts.shelf.read()).subgraphs.get(draft.operator);
      return { result: 'REFUSED', version: published?.version ?? null, check: toAnswer(outcome.check) };
    }
    case 'overtaken':
      throw refuse(
        'CONFLICT',
        'others published again and again meanwhile, and nothing was changed; publish once more',
      );
  }
}

function readDraft({ operator, input }: SubgraphArguments, actor: Actor, verb: string): SubgraphDraft {
  if (actor.kind !== 'operator' || actor.role === null) {
    const message = `only operators ${verb} subgraphs, and ${quote(actor.code)} is registered as ${actor.kind}`;
    throw refuse('FORBIDDEN', message);
  }
  if (actor.code !== operator) {
    const message = `${quote(actor.code)} cannot ${verb} the subgraph of ${quote(operator)}: the request must be signed with a key of ${quote(operator)}`;
    throw refuse('FORBIDDEN', message);
  }
  return {
    operator,
    role: actor.role,
    sdl: input.sdl,
    url: input.url ?? undefined,
    numberPatterns: input.numberPatterns?.map(({ format, pattern }) => ({ format, pattern })),
    file: input.file ?? undefined,
  };
}

function readAccepts({ accept }: SubgraphArguments): readonly Acceptable[] {
  return [...new Set(accept ?? [])].map((name) => ACCEPTED[name]);
}

function toAnswer(check: PublicationCheck) {
  return { ...check, accepted: check.accepted.map((name) => name.toUpperCase()) };
}

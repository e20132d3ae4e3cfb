/**
 * The sandbox's routes: the page for everybody, and in demo mode what it needs to look around without an account.
 * Invariant: outside demo mode it issues no token and tells nothing of the network: these routes answer 404.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Stop } from '../../agreements/life/pairLife.ts';
import { readOwn } from '../../base/ownRecord.ts';
import type { SandboxAgreements, SandboxNetwork, SandboxOperator } from '../wire/answers.ts';
import { checkDraft } from './checkDraft.ts';
import type { Book } from './readBook.ts';
import type { SandboxDemo } from './sandboxDemo.ts';
import { PAGE_FOLDER, servePage } from './servePage.ts';
import { writeGrid } from './writeGrid.ts';

/** A token for a platform and purposes, or in a sentence why there is none. */
export type IssueToken = (
  platform: string,
  purposes: readonly string[],
) => Promise<{ readonly token: string } | { readonly problem: string }>;

/** A suspension or termination, with the pair that it is about. */
export interface PairStop extends Stop {
  readonly operator: string;
  readonly platform: string;
}

export interface SandboxParts {
  /** Undefined outside demo mode. */
  readonly demo: SandboxDemo | undefined;
  /** Undefined where tokens come from outside. */
  readonly issueToken: IssueToken | undefined;
  readonly readNow: () => number;
  readonly readOperators: () => readonly SandboxOperator[];
  /** Undefined until the network is composed. */
  readonly readBook: () => Book | undefined;
  readonly readStops: () => readonly PairStop[];
  /** Where the page was built. */
  readonly folder?: string;
}

export function addSandbox(http: FastifyInstance, parts: SandboxParts): void {
  const { demo, issueToken, readNow } = parts;
  servePage(http, parts.folder ?? PAGE_FOLDER);
  const now = () => new Date(readNow()).toISOString();
  http.get('/sandbox/network', async (_, reply): Promise<SandboxNetwork> => {
    reply.header('cache-control', 'no-store');
    if (demo === undefined || issueToken === undefined) {
      const time = new Date(readNow()).toISOString();
      return { isDemo: false, now: time, platforms: [], operators: [], stories: [], numbers: [] };
    }
    const operators = parts.readOperators();
    return { isDemo: true, now: now(), platforms: demo.platforms, operators, ...demo.readParcels() };
  });
  http.post('/sandbox/token', async (request, reply) => {
    if (demo === undefined || issueToken === undefined) return refuse(reply, 404, NO_TOKENS);
    const platform = readOwn(request.body, 'platform');
    const purpose = readOwn(request.body, 'purpose');
    if (typeof platform !== 'string' || typeof purpose !== 'string') {
      return refuse(reply, 400, 'send {"platform": "...", "purpose": "..."}');
    }
    const issued = await issueToken(platform, [purpose]);
    if ('problem' in issued) return refuse(reply, 400, issued.problem);
    return reply.header('cache-control', 'no-store').send(issued);
  });
  addAgreements(http, parts, now);
}

/** The routes that the matrix of agreements rests on. */
function addAgreements(
  http: FastifyInstance,
  { demo, readBook, readStops }: SandboxParts,
  now: () => string,
): void {
  http.get('/sandbox/agreements', async (_, reply) => {
    const book = readBook();
    if (demo === undefined || book === undefined) return refuse(reply, 404, NO_AGREEMENTS);
    const time = (ms: number) => new Date(ms).toISOString();
    const answer: SandboxAgreements = {
      now: now(),
      agreements: book.agreements.flatMap((agreement) => {
        const found = book.files.find(({ file }) => agreement.clauses.some((clause) => clause.file === file));
        if (found === undefined) return [];
        const { file, text } = found;
        const { operator, platform, version, purposes, noticeHours, retentionDays, from, until } = agreement;
        const terms = { operator, platform, version, purposes, noticeHours, retentionDays };
        return [{ ...terms, file, text, from: time(from), until: time(until) }];
      }),
      stops: readStops().map((stop) => ({
        ...stop,
        declaredAt: time(stop.declaredAt),
        effectiveAt: time(stop.effectiveAt),
        endsAt: stop.endsAt === null ? null : time(stop.endsAt),
      })),
    };
    return reply.header('cache-control', 'no-store').send(answer);
  });
  http.post('/sandbox/grid', async (request, reply) => {
    const book = readBook();
    if (demo === undefined || book === undefined) return refuse(reply, 404, NO_AGREEMENTS);
    const file = readOwn(request.body, 'file');
    const agreement = book.agreements.find(({ clauses }) => clauses.some((clause) => clause.file === file));
    if (agreement === undefined) return refuse(reply, 404, 'send the `file` of one of the agreements');
    return reply.send(writeGrid(agreement, book.contract));
  });
  http.post('/sandbox/check', async (request, reply) => {
    const book = readBook();
    if (demo === undefined || book === undefined) return refuse(reply, 404, NO_AGREEMENTS);
    const file = readOwn(request.body, 'file');
    const text = readOwn(request.body, 'text');
    if (typeof file !== 'string' || typeof text !== 'string') {
      return refuse(reply, 400, 'send {"file": "...", "text": "..."}');
    }
    return reply.send(checkDraft({ file, text }, book));
  });
}

const NO_TOKENS = 'this hub issues no tokens; paste one of the issuer that it trusts (HUB_TOKEN_ISSUER)';
const NO_AGREEMENTS =
  'this hub shows no agreements; `operators { sharing { state } }` says what is shared with you';

function refuse(reply: FastifyReply, status: number, message: string) {
  const code = status === 404 ? 'NOT_FOUND' : 'BAD_REQUEST';
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

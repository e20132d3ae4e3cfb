/** Audits of errors: GraphQL over HTTP, and nothing that is nobody's business. */
import { isObject, readOwn } from '../../../base/ownRecord.ts';
import { askLegs, describe, hasData, readErrors } from '../askLegs.ts';
import { type Audit, type AuditTarget, type Exchange, judge } from '../audit.ts';

const SYNTAX_ERROR = JSON.stringify({ query: '{ _service { sdl }' });
const UNKNOWN_FIELD = JSON.stringify({ query: '{ auditNoSuchField }' });
const BROKEN_JSON = '{"query": "{ _service';
const NO_QUERY = JSON.stringify({ variables: {} });

/** Requests that go wrong, each in its own way. */
const FAULTS = [SYNTAX_ERROR, UNKNOWN_FIELD, BROKEN_JSON, NO_QUERY, ''] as const;

/** What traces of JavaScript, Python, Java, Go, .NET and PHP look like, and paths of files that they name. */
const TRACE =
  /\\n\s+at\s|"stacktrace"|"stack"\s*:|Traceback \(most recent|node_modules\/|goroutine \d+ \[|\bat [\w.$]+\([\w]+\.(java|cs|ts|js|kt|scala)[:)]|\.(py|rb|php)["', ]+line \d+|#0 \//i;

function isRequestError(exchange: Exchange): string | undefined {
  const { answer } = exchange;
  if (answer.kind === 'lost') return `no answer: ${answer.reason}`;
  if (hasData(exchange)) return `it is answered: ${describe(exchange)}`;
  if (answer.status >= 500) return `status ${answer.status}: the request is at fault, not the server`;
  return readErrors(exchange).length > 0 ? undefined : `no \`errors\`: ${describe(exchange)}`;
}

function misformed(error: unknown): string | undefined {
  const [message, path, locations, extensions] = ['message', 'path', 'locations', 'extensions'].map((name) =>
    readOwn(error, name),
  );
  if (typeof message !== 'string' || message === '') return 'an error has no `message`';
  if (path !== undefined && !Array.isArray(path)) return '`path` of an error is no list';
  if (locations !== undefined && !Array.isArray(locations)) return '`locations` of an error is no list';
  const isMap = isObject(extensions);
  return extensions === undefined || isMap ? undefined : '`extensions` of an error is no map';
}

async function firstTrouble(
  target: AuditTarget,
  find: (exchange: Exchange) => string | undefined,
): Promise<string | undefined> {
  for (const body of FAULTS) {
    const reason = find(await target.send({ body }));
    if (reason !== undefined) return reason;
  }
  return find(await target.send({ body: UNKNOWN_FIELD, variant: 'NONE' }));
}

export const ERROR_AUDITS: readonly Audit[] = [
  {
    id: 'A-ERROR-01',
    level: 'MUST',
    title: 'answers a document that cannot be parsed with `errors` and no data',
    why: 'GraphQL over HTTP: a request error has a list `errors`, no `data`, and status 200 or 400.',
    run: async ({ send }) => judge(isRequestError(await send({ body: SYNTAX_ERROR }))),
  },
  {
    id: 'A-ERROR-02',
    level: 'MUST',
    title: 'answers a document that is not valid with `errors` and no data',
    why: 'A document that is carried out although it does not fit the schema can do what no check of it foresaw.',
    run: async ({ send }) => judge(isRequestError(await send({ body: UNKNOWN_FIELD }))),
  },
  {
    id: 'A-ERROR-03',
    level: 'MUST',
    title: 'refuses a body that is no JSON with status 4xx',
    why: 'Status 5xx says that the operator is down, and the hub counts it as that.',
    async run({ send }) {
      const { answer } = await send({ body: BROKEN_JSON });
      if (answer.kind === 'lost') return judge(`no answer: ${answer.reason}`);
      const isRefused = answer.status >= 400 && answer.status < 500;
      return judge(isRefused ? undefined : `status ${answer.status}`);
    },
  },
  {
    id: 'A-ERROR-04',
    level: 'MUST',
    title: 'writes errors as the GraphQL specification says',
    why: 'Each has a `message`; `path` and `locations` are lists where they are there, `extensions` a map. The hub finds the leg that an error is about by its `path`.',
    async run({ send }) {
      const exchanges = [await send({ body: SYNTAX_ERROR }), await send({ body: UNKNOWN_FIELD })];
      const errors = exchanges.flatMap(readErrors);
      return judge(
        errors.length === 0 ? 'there are no errors to look at' : errors.map(misformed).find(Boolean),
      );
    },
  },
  {
    id: 'A-ERROR-05',
    level: 'MUST',
    title: 'tells nothing of its inside: no stack traces, no paths of files',
    why: 'What an exception says belongs into the own log. Turn off the mode for development.',
    run: async (target) =>
      judge(
        await firstTrouble(target, ({ answer }) =>
          answer.kind === 'answered' && TRACE.test(answer.text)
            ? `an error shows where it comes from: ${TRACE.exec(answer.text)?.[0].trim()}`
            : undefined,
        ),
      ),
  },
  {
    id: 'A-ERROR-06',
    level: 'MUST',
    title: 'says that its answers are JSON',
    why: 'GraphQL over HTTP: `content-type` is `application/json` or `application/graphql-response+json`, in UTF-8.',
    async run(target) {
      const { answer } = await askLegs(target, [target.waybill], 'waybill');
      if (answer.kind === 'lost') return judge(`no answer: ${answer.reason}`);
      const isJson = /^application\/(graphql-response\+)?json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(
        answer.contentType,
      );
      return judge(isJson ? undefined : `\`content-type\` is \`${answer.contentType.slice(0, 100)}\``);
    },
  },
  {
    id: 'A-ERROR-07',
    level: 'SHOULD',
    title:
      'answers `application/graphql-response+json` where it is asked for, with status 400 for a request error',
    why: 'GraphQL over HTTP: with this media type the status tells whether the request was carried out.',
    async run({ send }) {
      const { answer } = await send({ body: UNKNOWN_FIELD, accept: 'application/graphql-response+json' });
      if (answer.kind === 'lost') return judge(`no answer: ${answer.reason}`);
      const isAsked = answer.contentType.startsWith('application/graphql-response+json');
      const isRefused = answer.status >= 400 && answer.status < 500;
      return judge(
        isAsked && isRefused ? undefined : `status ${answer.status}, \`${answer.contentType.slice(0, 100)}\``,
      );
    },
  },
  {
    id: 'A-ERROR-08',
    level: 'SHOULD',
    title: 'takes requests as JSON alone',
    why: 'A browser sends a form or plain text to any address without asking first. Refuse other content types than JSON with 415.',
    async run(target) {
      const exchange = await askLegs(target, [target.waybill], 'waybill', { contentType: 'text/plain' });
      return judge(hasData(exchange) ? 'a body of type text/plain is answered' : undefined);
    },
  },
];

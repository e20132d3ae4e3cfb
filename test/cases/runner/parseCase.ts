/**
 * Reads a `.case` file. A step is everything up to a `client gets`; what a step does not say again is as in the step before.
 * Invariant: every mistake names the file and the line, and nothing that is not understood is passed over.
 */
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';
import { type Behaviour, CaseError, type CaseFile, type CaseStep, type Section } from './caseFile.ts';
import { readLegs } from './readLegs.ts';
import { readValue } from './readValue.ts';

const HEADING = /^=== *(.*?) *$/;
const NAMES = new Set([
  'step',
  'agreement',
  'no agreement',
  'checker says',
  'data',
  'operators behave',
  'caller',
  'now',
  'client asks',
  'variables',
  'subgraph sees',
  'client gets',
]);

/** Reads the text of a file. Throws a `CaseError`. */
export function parseCase(path: string, text: string): CaseFile {
  const { head, sections } = splitSections(path, text);
  const [title = ''] = head.split('\n', 1);
  if (title.trim() === '') throw new CaseError(path, 1, 'the first line must be the title of the case');
  if (head.trim().split('\n').length < 3) {
    throw new CaseError(path, 1, 'after the title and an empty line, tell the story in a sentence or two');
  }
  return { path, title, head, sections, steps: readSteps(path, sections) };
}

function splitSections(path: string, text: string): { head: string; sections: readonly Section[] } {
  const lines = text.replace(/\n+$/, '').split('\n');
  const starts = lines.flatMap((line, index) => (HEADING.test(line) ? [index] : []));
  const sections = starts.map((start, index): Section => {
    const [, heading = ''] = HEADING.exec(lines[start] ?? '') ?? [];
    const [, name = '', caption = ''] = /^([^:]*?)(?:: *(.*))?$/.exec(heading) ?? [];
    if (!NAMES.has(name)) {
      throw new CaseError(
        path,
        start + 1,
        `no section is called \`${name}\`; there are: ${[...NAMES].join(', ')}`,
      );
    }
    const text = lines.slice(start + 1, starts[index + 1] ?? lines.length).join('\n');
    const body = text.replace(/^\n+|\n+$/g, '');
    return { name, caption, body, line: start + 1, bodyLine: start + 2 + text.search(/[^\n]|$/) };
  });
  return {
    head: lines
      .slice(0, starts[0] ?? lines.length)
      .join('\n')
      .trimEnd(),
    sections,
  };
}

type Inputs = Partial<Omit<CaseStep, 'expected' | 'line'>>;

function readSteps(path: string, sections: readonly Section[]): readonly CaseStep[] {
  const steps: CaseStep[] = [];
  let inputs: Inputs = {};
  let own: Section[] = [];
  for (const section of sections) {
    if (own.some(({ name }) => name === section.name) && section.name !== 'agreement') {
      throw new CaseError(path, section.line, `\`${section.name}\` stands twice in one step`);
    }
    own.push(section);
    if (section.name !== 'client gets') continue;
    inputs = readInputs(path, own, inputs);
    steps.push(finishStep(path, own, section, inputs));
    own = [];
  }
  const [open] = own;
  if (open !== undefined) throw new CaseError(path, open.line, 'a step must end with `=== client gets`');
  if (steps.length === 0) throw new CaseError(path, 1, 'the file has no `=== client gets`');
  return steps;
}

function finishStep(path: string, own: readonly Section[], gets: Section, inputs: Inputs): CaseStep {
  const { legs, caller, now, query } = inputs;
  const missing = (what: string): never => {
    throw new CaseError(
      path,
      own[0]?.line ?? gets.line,
      `the step has no \`=== ${what}\`, nor had one before`,
    );
  };
  const sees = own.find(({ name }) => name === 'subgraph sees');
  if (sees === undefined) {
    throw new CaseError(
      path,
      gets.line,
      'write `=== subgraph sees` before `=== client gets`, if only an empty one',
    );
  }
  return {
    line: own[0]?.line ?? gets.line,
    agreements: inputs.agreements ?? missing('agreement'),
    legs: legs ?? missing('data'),
    behaviours: inputs.behaviours ?? new Map(),
    caller: caller ?? missing('caller'),
    now: now ?? missing('now'),
    query: query ?? missing('client asks'),
    variables: inputs.variables ?? {},
    expected: { checker: own.find(({ name }) => name === 'checker says'), sees, gets },
  };
}

function readInputs(path: string, own: readonly Section[], before: Inputs): Inputs {
  const agreements = own
    .filter(({ name }) => name === 'agreement')
    .map((section) => readAgreement(path, section));
  const find = (name: string): Section | undefined => own.find((section) => section.name === name);
  const legs = find('data');
  const behaviours = find('operators behave');
  const caller = find('caller');
  const now = find('now');
  const query = find('client asks');
  const variables = find('variables');
  if (query !== undefined && query.body === '')
    throw new CaseError(path, query.line, 'the client asks nothing');
  return {
    ...before,
    ...(agreements.length > 0 ? { agreements } : find('no agreement') ? { agreements: [] } : {}),
    ...(legs && { legs: readLegs(path, legs) }),
    ...(behaviours && { behaviours: readBehaviours(path, behaviours) }),
    ...(caller && { caller: readCaller(path, caller) }),
    ...(now && { now: readTime(path, now) }),
    // Another question has variables of its own.
    ...(query && { query: query.body, variables: {} }),
    ...(variables && { variables: readVariables(path, variables) }),
  };
}

/** The text stands at its own lines, so that a problem points into the `.case` file. */
function readAgreement(path: string, { body, bodyLine }: Section): AgreementFile {
  return { file: path, text: `${'\n'.repeat(bodyLine - 1)}${body}\n` };
}

function readCaller(path: string, { body, bodyLine }: Section): CaseStep['caller'] {
  const [, platform, purpose] = /^([a-z][a-z0-9-]*), ([A-Z_]+)$/.exec(body) ?? [];
  if (platform === undefined || purpose === undefined) {
    throw new CaseError(path, bodyLine, 'a caller is a platform and a purpose, as `cainiao, ORDER_STATUS`');
  }
  return { platform, purpose };
}

function readTime(path: string, { body, bodyLine }: Section): number {
  const time = /T.*(Z|[+-]\d\d:\d\d)$/.test(body) ? Date.parse(body) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new CaseError(path, bodyLine, '`now` is a time with an offset, as `2017-06-01T12:00:00+08:00`');
  }
  return time;
}

function readVariables(path: string, section: Section): Readonly<Record<string, unknown>> {
  const value = readValue(path, section.bodyLine, section.body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CaseError(path, section.bodyLine, 'variables are one object, as `{ number: "HB1" }`');
  }
  return value as Record<string, unknown>;
}

/** Lines as `zto is down`, `zto answers {"data": ...}`, or `all as usual`. */
function readBehaviours(path: string, { body, bodyLine }: Section): ReadonlyMap<string, Behaviour> {
  const behaviours = new Map<string, Behaviour>();
  for (const [index, text] of body.split('\n').entries()) {
    const [, code = '', does = '', answer = ''] = /^(\S+) (is down|as usual|answers) ?(.*)$/.exec(text) ?? [];
    if (does === 'is down') behaviours.set(code, { kind: 'down' });
    else if (does === 'answers') behaviours.set(code, { kind: 'answers', body: answer });
    else if (text !== 'all as usual') {
      throw new CaseError(
        path,
        bodyLine + index,
        'write `zto is down`, `zto answers {"data": {}}` or `all as usual`',
      );
    }
  }
  return behaviours;
}

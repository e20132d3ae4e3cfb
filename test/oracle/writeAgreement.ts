/** Writes an agreement as SDL, in one of the many forms that say the same. */
import type { AgreementModel, ClauseModel, NetworkModel } from './model.ts';
import { createRandom, type Random } from './random.ts';

const SPEC = 'https://specs.tracking-hub.example/agreement/v1.0';

/** How the two directives are called in the document, and the `@link` that says so. */
const NAMINGS: readonly { readonly link: string; readonly agreement: string; readonly share: string }[] = [
  {
    link: `@link(url: "${SPEC}", import: ["@agreement", "@share"])`,
    agreement: '@agreement',
    share: '@share',
  },
  {
    link: `@link(url: "${SPEC}", import: ["@share", "@agreement"])`,
    agreement: '@agreement',
    share: '@share',
  },
  {
    link: `@link(url: "${SPEC}", import: [{ name: "@agreement", as: "@terms" }, { name: "@share", as: "@grants" }])`,
    agreement: '@terms',
    share: '@grants',
  },
  {
    link: `@link(url: "${SPEC}", import: ["@agreement", { name: "@share", as: "@personal" }])`,
    agreement: '@agreement',
    share: '@personal',
  },
  { link: `@link(url: "${SPEC}")`, agreement: '@agreement', share: '@agreement__share' },
  { link: `@link(url: "${SPEC}", as: "deal")`, agreement: '@deal__agreement', share: '@deal__share' },
  { link: `@link(url: "${SPEC}", as: "deal")`, agreement: '@deal', share: '@deal__share' },
];

/** The agreement as a document; `agreement.writing` chooses the form. */
export function writeAgreement(agreement: AgreementModel, network: NetworkModel): string {
  const random = createRandom(agreement.writing);
  const naming = random.pick(NAMINGS);
  const role = network.operators.find(({ code }) => code === agreement.operator)?.role ?? 'courier';
  const types = network.types[role];
  const byType = new Map<string, ClauseModel[]>();
  for (const clause of agreement.clauses)
    byType.set(clause.type, [...(byType.get(clause.type) ?? []), clause]);
  const blocks = [...byType].flatMap(([type, clauses]) => {
    const fields = new Map<string, ClauseModel[]>();
    for (const clause of clauses) fields.set(clause.field, [...(fields.get(clause.field) ?? []), clause]);
    const lines = [...fields].map(([field, own]) => {
      const typeText = types.get(type)?.get(field)?.typeText ?? 'String';
      const shares = own.map((clause) => `${naming.share}${writeArguments(random, clause)}`);
      return `  ${field}: ${typeText} ${shares.join(random.pick([' ', '\n    ']))}`;
    });
    return writeBlocks(random, type, lines);
  });
  const terms = `${naming.agreement}(${writeTerms(random, agreement)})`;
  return [`extend schema\n  ${naming.link}\n  ${terms}`, ...random.shuffle(blocks)].join('\n\n');
}

/** One block for the type, or several. */
function writeBlocks(random: Random, type: string, lines: readonly string[]): readonly string[] {
  const keyword = random.pick(['type', 'type', 'extend type']);
  if (lines.length < 2 || random.chance(0.7)) return [`${keyword} ${type} {\n${lines.join('\n')}\n}`];
  const middle = 1 + random.int(lines.length - 1);
  return [
    `${keyword} ${type} {\n${lines.slice(0, middle).join('\n')}\n}`,
    `extend type ${type} {\n${lines.slice(middle).join('\n')}\n}`,
  ];
}

function writeTerms(random: Random, agreement: AgreementModel): string {
  const terms = [
    `operator: "${agreement.operator}"`,
    `platform: "${agreement.platform}"`,
    ...(agreement.version === 1 && random.chance(0.5) ? [] : [`version: ${agreement.version}`]),
    `purposes: [${agreement.purposes.join(random.pick([', ', ' ']))}]`,
    `from: "${writeTime(random, agreement.from)}"`,
    `until: "${writeTime(random, agreement.until)}"`,
    ...(random.chance(0.3) ? ['noticeHours: 24'] : []),
    ...(random.chance(0.3) ? ['retentionDays: 30'] : []),
    ...(agreement.missesPerDay === null ? [] : [`missesPerDay: ${agreement.missesPerDay}`]),
  ];
  return random.shuffle(terms).join(', ');
}

function writeArguments(random: Random, clause: ClauseModel): string {
  const says = (isSaid: boolean, text: string) => (isSaid ? [text] : []);
  const args = [
    ...says(clause.for !== null, `for: [${clause.for?.join(', ')}]`),
    ...says(clause.as !== null || random.chance(0.1), `as: ${clause.as ?? 'CLEAR'}`),
    ...says(
      clause.parcels !== null || random.chance(0.1),
      `parcels: [${(clause.parcels ?? ['OWN']).join(' ')}]`,
    ),
    ...says(clause.until !== null, `until: ${clause.until}`),
    ...says(clause.graceDays !== null || random.chance(0.05), `graceDays: ${clause.graceDays ?? 0}`),
  ];
  return args.length === 0 ? '' : `(${random.shuffle(args).join(', ')})`;
}

/** The same moment with one offset or another. */
function writeTime(random: Random, time: number): string {
  const [offset, minutes] = random.pick([
    ['Z', 0],
    ['+08:00', 480],
    ['-05:00', -300],
  ] as const);
  return `${new Date(time + minutes * 60_000).toISOString().slice(0, 23)}${offset}`;
}

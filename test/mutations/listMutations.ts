/**
 * The rules that `npm run mutate` switches off, one by one, with the tests that must notice. A table: it has as many lines
 * as there are rules.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code, not templates

export interface Mutation {
  /** What the rule says. */
  readonly rule: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

/** All mutations: of conditions, of the dispatcher, of decisions, of masks. */
export function listMutations(): readonly Mutation[] {
  const list = (rows: readonly Row[], folder: string, tests: readonly string[]) =>
    rows.map(([file, rule, find, replace]) => ({ rule, file: `${folder}/${file}.ts`, find, replace, tests }));
  return [
    ...list(CONDITIONS, 'gateway/request', ['test/request']),
    ...list(DISPATCH, 'gateway/dispatch', ['test/dispatch']),
    ...list(DECIDE, 'gateway/agreements', ['test/agreements/decide']),
    ...list(MASKS, 'schema/privacy/masks', ['test/masks', 'test/kit/masks.test.ts']),
    ...list(AT_SOURCE, 'subgraphs/kit', ['test/kit/masks.test.ts']),
    ...list(AT_HUB, 'gateway/dispatch/masks', ['test/masks', 'test/dispatch']),
  ];
}

type Row = readonly [file: string, rule: string, find: string, replace: string];

const CONDITIONS: readonly Row[] = [
  [
    'settleConditions',
    'a field with a condition goes',
    'if (isLeftOut(node.directives, flags)) return null;',
    '',
  ],
  [
    'settleConditions',
    'a variable decides',
    '? flags.get(value.name.value)',
    '? flags.has(value.name.value)',
  ],
  ['settleConditions', 'settings are kept apart', 'const key = `${id} ${setting}`;', 'const key = `${id}`;'],
];

const DISPATCH: readonly Row[] = [
  [
    'judgeField',
    'a withheld field is left out',
    "if (decision.kind === 'withhold') return { kind: 'leaveOut', code: decision.code };",
    '',
  ],
  [
    'judgeField',
    'a field that the operator does not implement is not asked',
    'if (implemented === undefined || !argumentNames.every((name) => implemented.has(name)))',
    'if (!argumentNames.every((name) => implemented?.has(name) ?? true))',
  ],
  [
    'judgeField',
    'an argument that the operator does not implement is not asked',
    '|| !argumentNames.every((name) => implemented.has(name))',
    '',
  ],
  [
    'judgeField',
    'a masked field is not asked as it is',
    "if (decision.kind === 'disclose') return ASK;",
    'return ASK;',
  ],
  [
    'judgeField',
    'a mask is asked of an operator only if it declares it',
    'isSourceMask(mask) && capabilities?.masks.has(mask) === true',
    'isSourceMask(mask)',
  ],
  [
    'judgeField',
    'a mask that nobody knows withholds',
    "mask === 'SCRUB' ? { kind: 'phrase', mask }",
    "mask !== '' ? { kind: 'phrase', mask }",
  ],
  [
    'rewriteSelection',
    'a mask on what is no scalar withholds',
    "|| (named.kind !== 'scalar' && verdict.kind !== 'ask')",
    '',
  ],
  [
    'rewriteSelection',
    'a field that is left out is not sent',
    "    if (!keys.has(key)) keys.set(key, { kind: 'null', key });\n    return [];\n  }\n  const asked",
    "    keys.set(key, { kind: 'null', key });\n    return [field];\n  }\n  const asked",
  ],
  [
    'rewriteSelection',
    'an object without anything granted is not sent',
    'original.every(isTypename) && hasGrantedLeaf(type, cut, new Set())',
    'original.every(isTypename)',
  ],
  [
    'rewriteSelection',
    'an object below counts only with a granted leaf of its own',
    "    if (named.kind !== 'object') return true;\n",
    '    if (named.kind) return true;\n',
  ],
  [
    'rewriteSelection',
    'a reference to a leg needs both parts granted',
    "return verdicts.every(({ verdict }) => verdict.kind === 'ask') ?",
    'return verdicts.length > 0 ?',
  ],
  [
    'rewriteSelection',
    'a fragment of another type is dropped',
    'if (condition !== type.name && !type.interfaces.has(condition)) return [];',
    '',
  ],
  [
    'rewriteSelection',
    'variables that are not used are dropped',
    'namesOfVariables(node), shape, ...report',
    "['a', 'n'], shape, ...report",
  ],
  [
    'hubFields',
    'the status is asked along only where it is granted',
    ".filter((name) => judge(`${typeName}.${name}`, []).kind === 'ask')",
    '',
  ],
  [
    'hubFields',
    'a phrase rests on a granted status only',
    "status?.named.name === 'ParcelStatus' && judge(status.coordinate, []).kind === 'ask'",
    "status?.named.name === 'ParcelStatus'",
  ],
  [
    'shapeLeg',
    'a masked value is masked',
    'key.mask === null || leaf === undefined ? leaf',
    'leaf !== undefined ? leaf',
  ],
  ['shapeLeg', 'a reference passes only to a listed leg', 'if (!isListed) return null;', ''],
  [
    'shapeLeg',
    'what only the hub derives is refused',
    '!(STATUS_ENUMS.has(named.name) && HUB_DERIVED.has(value))',
    'true',
  ],
  ['shapeLeg', 'a long list is refused', '&& value.length <= MAX_ELEMENTS', ''],
  [
    'freshPolicy',
    'without a status nothing that ends with one is granted',
    "if (typeof status !== 'string') return decideOn(unknownState(leg), scope);",
    "if (typeof status !== 'string') return policy;",
  ],
  [
    'freshPolicy',
    'a fresh status counts as reached',
    'isKnown ? leg.everReached : [...leg.everReached, status]',
    'leg.everReached',
  ],
  [
    'freshPolicy',
    'a fresh final exception ends the leg',
    '(isFinal ? Number.NEGATIVE_INFINITY : null)',
    'null',
  ],
  [
    'freshPolicy',
    'an exception of no known kind is final',
    'substatus === undefined || FINAL_SUBSTATUSES',
    'FINAL_SUBSTATUSES',
  ],
  [
    'freshPolicy',
    'an operator without a status is not asked for what ends with one',
    'if (!leg.policy.dependsOnState || operator?.capabilities.fields.has(`${legType}.status`)) return leg.policy;',
    'if (operator !== null) return leg.policy;',
  ],
  [
    'dispatcher',
    'legs decided differently are asked apart',
    '`${asked.leg.operator} ${asked.policy.fingerprint}`',
    'asked.leg.operator',
  ],
  ['dispatcher', 'a leg is asked for by the graph of its own role', '|| LEG_TYPES[leg.role] !== legType', ''],
  [
    'dispatcher',
    'the fresh decision shapes the answer',
    'const isSame = decided?.fingerprint === policy?.fingerprint;',
    'const isSame = decided !== null;',
  ],
  [
    'planRewriting',
    'rewritings are kept apart by decision',
    '${identify(capabilities ?? contract)} ${decided}`',
    '${identify(capabilities ?? contract)}`',
  ],
  [
    'planRewriting',
    'rewritings are kept apart by capabilities',
    '${identify(capabilities ?? contract)} ${decided}`',
    '${decided}`',
  ],
  ['planRewriting', 'rewritings are kept apart by operation', '`${identify(operation)} ', '`'],
  [
    'askOperator',
    'representations are set after the variables of the client',
    '    variables[representations] = group.legs.map',
    '    variables[representations] ??= group.legs.map',
  ],
];

const DECIDE: readonly Row[] = [
  [
    'table/matchClause',
    'a clause is for parcels of its relations',
    "if ((clause.relations & ask.relation) === 0) return 'RELATION';",
    '',
  ],
  [
    'table/matchClause',
    'a clause is for its purposes',
    "if ((clause.purposes & ask.purpose) === 0) return 'PURPOSE';",
    '',
  ],
  [
    'table/matchClause',
    'a clause ends',
    "if (clause.phase !== null && !ask.isOpen(clause.phase)) return 'PHASE';",
    '',
  ],
  [
    'table/matchClause',
    'clauses that mask differently withhold',
    '(meant !== undefined && meant.mask !== clause.mask)',
    'false',
  ],
  ['table/matchClause', 'a clause that cannot be kept withholds', '!clause.isSound || ', ''],
  [
    'table/matchClause',
    'no clause, no field',
    'if (decisive < 0) return NO_CLAUSE;',
    'if (decisive < 0) return { ...NO_CLAUSE, code: null };',
  ],
  [
    'table/matchClause',
    'a mask stays on what is granted',
    'mask: meant?.mask ?? null, ends',
    'mask: null, ends',
  ],
  [
    'phase',
    'an unknown state is open to nothing',
    'if (everReached.length === 0 && finalAt === null) return 0;',
    '',
  ],
  [
    'phase',
    'a status that no operator sends leaves the state unknown',
    'if (ends === undefined) return 0;',
    '',
  ],
  ['phase', 'a final status ends every phase', 'if (ends) isFinal = true;', ''],
  [
    'phase',
    'a leg that became final ends every phase',
    'let isFinal = finalAt !== null;',
    'let isFinal = false;',
  ],
  [
    'phase',
    'a status that was reached ends its phase',
    '|| (status !== null && everReached.includes(status))',
    '',
  ],
  ['phase', 'days of grace end', 'now < endOfGrace(finalAt, graceDays)', 'true'],
  [
    'phase',
    'days of grace need the time of the end',
    '(finalAt !== null && now < endOfGrace(finalAt, graceDays))',
    '(now < endOfGrace(finalAt ?? now, graceDays))',
  ],
  ['table/readStanding', 'an agreement begins', 'return from <= now && now < until;', 'return now < until;'],
  ['table/readStanding', 'an agreement ends', 'return from <= now && now < until;', 'return from <= now;'],
  ['table/readStanding', 'its last moment is its end', 'now < until;', 'now <= until;'],
  [
    'table/agreementBook',
    'two in force at one time are none',
    'return current.length === 1 ? (current[0] as number) : -1;',
    'return current[0] ?? -1;',
  ],
  [
    'table/compileTable',
    'a purpose that is not agreed gets nothing',
    "if (!isKnown) return new WithholdingPolicy('PURPOSE', book.termsOf(agreement));",
    '',
  ],
  [
    'table/spreadGrants',
    'a leg is visible only by what is granted down to a leaf',
    'below < 0 ? views : views & (readable[below] ?? 0)',
    'views',
  ],
  [
    'table/spreadGrants',
    'a field is readable only where the way to it is',
    'views & (reached[parent] ?? 0) &',
    'views &',
  ],
  [
    'table/spreadGrants',
    'clashing clauses make nothing visible',
    'return granted & ~clashing;',
    'return granted;',
  ],
];

const MASKS: readonly Row[] = [
  [
    'cnName',
    'a name is hidden',
    'return initial === null ? HIDDEN : `${initial}${HIDING}`;',
    'return value;',
  ],
  [
    'cnName',
    'only masked names pass',
    'return value === HIDDEN || (value.endsWith(HIDING) && isPlainLetter(value.slice(0, -HIDING.length)));',
    'return true;',
  ],
  [
    'cnPhone',
    'six digits are hidden',
    'return isKnownForm ? `${digits.slice(0, 3)}${HIDING}${digits.slice(9, 11)}` : HIDDEN;',
    'return isKnownForm ? `${digits.slice(0, 7)}${HIDING}${digits.slice(9, 11)}` : HIDDEN;',
  ],
  ['cnPhone', 'extensions are hidden', '?.split(EXTENSION, 1)[0]', ''],
  [
    'cnPhone',
    'what is no number is hidden whole',
    'if (text === undefined || !NUMBER.test(text)) return HIDDEN;',
    'if (text === undefined) return HIDDEN;',
  ],
  ['cnPhone', 'only masked numbers pass', 'return value === HIDDEN || MASKED.test(value);', 'return true;'],
  ['lastFour', 'a short code is hidden whole', '{9,}$/u', '{5,}$/u'],
  [
    'lastFour',
    'only masked codes pass',
    "return value === HIDDEN || (MASKED.test(value) && value.normalize('NFKC') === value);",
    'return true;',
  ],
  ['initial', 'one letter shows', 'return letter === null ? HIDDEN : `${letter}*`;', 'return value;'],
  [
    'initial',
    'only initials pass',
    "return value === HIDDEN || (value.endsWith('*') && isPlainLetter(value.slice(0, -1)));",
    'return true;',
  ],
  [
    'cutTime',
    'the hour is cut from a date',
    "cutTime('DATE', () => '00')",
    "cutTime('DATE', (hours) => hours)",
  ],
  ['cutTime', 'minutes are cut from an hour', '`${day}T${keep(hours)}:00:00${offset}`', 'value'],
  ['cutTime', 'a day that does not exist is no time', '|| !isCalendarDay(day)', ''],
  [
    'readShortText',
    'a name of one letter is hidden whole',
    '?? 0) < 2) return null;',
    '?? 0) < 1) return null;',
  ],
  ['readShortText', 'a long text is hidden whole', 'value.length > LONGEST || ', ''],
];

const AT_SOURCE: readonly Row[] = [
  [
    'maskAtSource',
    'a mask that is a variable answers null',
    "if (argument?.name.value !== 'as' || argument.value.kind !== Kind.ENUM) return null;",
    'if (argument?.value.kind !== Kind.ENUM) continue;',
  ],
  [
    'maskAtSource',
    'a mask that is not known answers null',
    'if (!MASKS.has(argument.value.value)) return null;',
    '',
  ],
  [
    'maskAtSource',
    'a mask that does not keep the type answers null',
    'masks === null || !masks.every((mask) => keeps(mask, field.type))',
    'masks === null',
  ],
  [
    'maskAtSource',
    'every node of a key counts',
    'for (const { directives = [] } of nodes) {',
    'for (const { directives = [] } of nodes.slice(0, 1)) {',
  ],
  ['maskAtSource', 'elements of a list are masked', 'maskValue(element, type.ofType, apply));', 'element);'],
  [
    'maskAtSource',
    'a value that comes later is masked',
    'then((settled) => maskValue(settled, type, apply));',
    'then((settled) => settled);',
  ],
];

const AT_HUB: readonly Row[] = [
  ['applyMask', 'what the operator masked is verified', '&& MASKS.get(mask)?.verify(value) ?', '?'],
  [
    'applyMask',
    'a text that only operators can scrub is not passed',
    '(MASKS.has(mask) && mask !== SCRUB)',
    'MASKS.has(mask)',
  ],
  ['pseudonym', 'a pseudonym is of one operator', 'scope.operator, ', ''],
  ['pseudonym', 'and of one platform', 'scope.platform, ', ''],
  ['pseudonym', 'and of one month', 'epoch, canonical]', 'canonical]'],
  ['pseudonym', 'and of one key', "createHmac('sha256', scope.pseudonymKey)", "createHmac('sha256', 'x')"],
];

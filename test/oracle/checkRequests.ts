/**
 * Looks at what operators were asked: nothing that is not granted to each leg of its group, nothing personal that the
 * client's operation does not contain, masked fields with their mask where the operator masks, and under the right grant.
 */
import { type FieldNode, Kind, type SelectionNode } from 'graphql';
import type { RecordedRequest } from './memoryOperators.ts';
import type { CaseModel, FieldModel } from './model.ts';
import { LegView } from './readAnswer.ts';

export interface RequestRules {
  readonly case: CaseModel;
  /** Every field that the client's operation contains, on whatever type. */
  readonly asked: ReadonlySet<string>;
}

/** What is wrong with the requests of one answer, one sentence each. */
export function checkRequests(requests: readonly RecordedRequest[], rules: RequestRules): readonly string[] {
  const views = new Map<string, LegView>();
  const viewOf = (operator: string, waybill: string): LegView | undefined => {
    const key = `${operator} ${waybill}`;
    const leg = rules.case.scenario.legs.find(
      (each) => each.operator === operator && each.waybill === waybill,
    );
    const view = views.get(key) ?? (leg === undefined ? undefined : new LegView(leg, rules.case));
    if (view !== undefined) views.set(key, view);
    return view;
  };
  return requests.flatMap((request) => checkRequest(request, rules, viewOf));
}

type ViewOf = (operator: string, waybill: string) => LegView | undefined;

function checkRequest(request: RecordedRequest, rules: RequestRules, viewOf: ViewOf): readonly string[] {
  const code = request.operator.code;
  const problems: string[] = [];
  const operation = request.document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  for (const group of operation?.selectionSet.selections ?? []) {
    if (group.kind !== Kind.FIELD || group.name.value !== '_entities') {
      problems.push(`${code} was asked for something else than legs`);
      continue;
    }
    const variable = group.arguments?.[0]?.value;
    const name = variable?.kind === Kind.VARIABLE ? variable.name.value : '';
    const representations = (request.variables[name] ?? []) as readonly { readonly waybill: string }[];
    if (representations.length === 0) problems.push(`${code} was asked for no leg at all`);
    for (const { waybill } of representations) {
      const view = viewOf(code, waybill);
      if (view === undefined || !view.isVisible) {
        problems.push(`${code} was asked for the leg ${waybill}, which the caller does not see`);
        continue;
      }
      if (view.floor !== null) {
        problems.push(`${code} was asked for the leg ${waybill}, of which only last known values are served`);
        continue;
      }
      problems.push(...checkGrant(request, rules, view));
      const walk = { view, rules, masks: request.operator.masks };
      problems.push(...checkSelections(group.selectionSet?.selections ?? [], view.legType, walk));
    }
  }
  return problems;
}

function checkGrant(
  { grant, operator }: RecordedRequest,
  { case: { question } }: RequestRules,
  view: LegView,
): string[] {
  if (grant === 'sdl') return [`${operator.code} was asked for legs under a grant for its SDL`];
  const { agreement } = grant;
  const name = agreement === null ? null : `${agreement.id}@${agreement.version}`;
  const isRight =
    grant.platform === question.platform && grant.purpose === question.purpose && name === view.agreement;
  return isRight ? [] : [`${operator.code} was asked under the grant ${JSON.stringify(grant)}`];
}

interface Walk {
  readonly view: LegView;
  readonly rules: RequestRules;
  readonly masks: boolean;
}

function checkSelections(selections: readonly SelectionNode[], type: string, walk: Walk): readonly string[] {
  return selections.flatMap((selection): readonly string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [`a named fragment was sent`];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return checkSelections(selection.selectionSet.selections, type, walk);
    return checkField(selection, type, walk);
  });
}

function checkField(node: FieldNode, type: string, walk: Walk): readonly string[] {
  const { view, rules } = walk;
  const name = node.name.value;
  const who = `${view.leg.operator} was asked for ${type}.${name} of ${view.leg.waybill}`;
  // The presence of an object says nothing more than its fields, one of which has to be open, for all that is known by then.
  if (name === '__typename')
    return view.mayOpenSomething(type) ? [] : [`${who}, of which nothing is granted`];
  const field = view.types.get(type)?.get(name);
  if (field === undefined) return [`${who}, which the contract does not have`];
  const verdict = view.judgeFirst(field.coordinate);
  if (verdict.kind === 'withhold') return [`${who}, which is withheld: ${verdict.code}`];
  const problems = checkMask(node, field, verdict.kind === 'mask' ? verdict.mask : null, walk);
  const isOwn = node.alias?.value.startsWith('hub__') ?? false;
  if (field.isPersonal && (isOwn || !rules.asked.has(field.coordinate))) {
    problems.push(`${who}, which is personal and the client did not ask`);
  }
  if (isOwn && !['status', 'substatus', 'operatorCode', 'waybill'].includes(name)) {
    problems.push(`${who} as ${node.alias?.value}`);
  }
  if (!view.types.has(field.type)) return problems;
  return [...problems, ...checkSelections(node.selectionSet?.selections ?? [], field.type, walk)];
}

function checkMask(
  node: FieldNode,
  { coordinate }: FieldModel,
  mask: string | null,
  { masks }: Walk,
): string[] {
  const directive = node.directives?.find((each) => each.name.value === 'mask');
  const value = directive?.arguments?.[0]?.value;
  const sent = value?.kind === Kind.ENUM ? value.value : null;
  // Pseudonyms are made by the hub, so the operator is asked for the value as it is.
  const wanted = masks && mask !== 'PSEUDONYM' ? mask : null;
  return sent === wanted ? [] : [`${coordinate} was asked with the mask ${sent}, not ${wanted}`];
}

/** What decided about one field: the agreement, the clause with its own text and line, and what would change it. */
import type { SandboxTrace } from '../../wire/answers.ts';
import type { TreeNode } from '../logic/fieldTree.ts';
import { KindMark } from '../parts/KindMark.tsx';
import { nameOf } from '../parts/sayNode.ts';
import { type Say, useWords } from '../words/useWords.ts';

export interface FieldDetailProps {
  readonly node: TreeNode;
  readonly clauses: SandboxTrace['clauses'];
  readonly names: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

export function FieldDetail({ node, clauses, names, onClose }: FieldDetailProps) {
  const say = useWords();
  const { mark, coordinate } = node;
  const { field, group } = mark;
  const clause = field?.clause === undefined ? undefined : clauses[field.clause];
  return (
    <section className="detail card" aria-label={coordinate ?? nameOf(node, names)}>
      <div className="detail-head">
        <code>{coordinate}</code>
        <KindMark kind={mark.kind} />
        <button type="button" className="close" onClick={onClose} aria-label={say('detail.close')}>
          ×
        </button>
      </div>
      <dl>
        {sayKind(node, say) !== '' && <Entry name={say('detail.why')} text={sayKind(node, say)} />}
        {group !== undefined && field !== undefined && (
          <>
            <Entry
              name={say('detail.agreement')}
              text={`${names.get(group.operator) ?? group.operator}: ${group.agreement ?? say.reason('NO_AGREEMENT')}`}
            />
            <Entry name={say('detail.relation')} text={sayRelation(group.relation, say)} />
            <dt>{say('detail.clause')}</dt>
            <dd>
              {clause === undefined ? (
                say('detail.noClause')
              ) : (
                <>
                  <code className="clause">{clause.text}</code>
                  <span className="place">
                    {clause.file}:{clause.line}:{clause.column}
                  </span>
                  <span className="words" lang="en">
                    {field.words}
                  </span>
                </>
              )}
            </dd>
            {field.stoppedAt !== undefined && <Entry name={say('detail.stopped')} text={field.stoppedAt} />}
            <dt>{say('detail.change')}</dt>
            <dd lang="en">{field.remedy}</dd>
            {field.next !== undefined && (
              <>
                <dt>{say('detail.time')}</dt>
                <dd lang="en">{field.next}</dd>
              </>
            )}
          </>
        )}
        {mark.missing !== undefined && (
          <>
            <dt>{say('detail.missing')}</dt>
            <dd>
              <ul className="missing">
                {mark.missing.map(({ operator, coordinate: input, code }) => (
                  <li key={`${operator} ${input}`}>
                    {names.get(operator) ?? operator} <code>{input}</code>: {say.reason(code)}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Entry({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}

function sayKind({ mark }: TreeNode, say: Say): string {
  switch (mark.kind) {
    case 'withheld':
      return `${say.reason(mark.field?.code)} (${mark.field?.code})`;
    case 'masked':
      return `${say('kind.masked')}: ${mark.field?.mask}`;
    case 'derived':
      return say('detail.derived');
    case 'empty':
      return say('detail.empty');
    default:
      return '';
  }
}

function sayRelation(relation: string, say: Say): string {
  if (relation === 'OWN' || relation === 'FOREIGN' || relation === 'DELEGATED')
    return say(`relation.${relation}`);
  return relation;
}

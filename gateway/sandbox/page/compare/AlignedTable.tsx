/** Two aligned answers as a table: one row for each field, what each side got, and whether that is the same. */
import type { AlignedRow } from '../logic/alignTrees.ts';
import type { TreeNode } from '../logic/fieldTree.ts';
import { KindMark } from '../parts/KindMark.tsx';
import { nameOf, sayValue } from '../parts/sayNode.ts';
import { useOperatorNames } from '../parts/useOperatorNames.ts';
import { useWords } from '../words/useWords.ts';

export interface AlignedTableProps {
  readonly rows: readonly AlignedRow[];
  readonly left: string;
  readonly right: string;
  readonly onlyDifferent: boolean;
}

export function AlignedTable({ rows, left, right, onlyDifferent }: AlignedTableProps) {
  const say = useWords();
  const names = useOperatorNames();
  const shown = onlyDifferent ? keepDifferent(rows) : rows;
  return (
    <table className="aligned">
      <thead>
        <tr>
          <th scope="col">{say('compare.fieldColumn')}</th>
          <th scope="col">{left}</th>
          <th scope="col">{right}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ id, depth, left: one, right: other, difference }) => {
          const node = one ?? other;
          if (node === undefined) return null;
          const isParent = isHolder(one) || isHolder(other);
          const isBare = [one, other].every((each) => each === undefined || isHolder(each));
          return (
            <tr key={id} className={`${difference} ${isParent ? 'parent' : 'field'} ${isBare ? 'bare' : ''}`}>
              <th scope="row" style={{ paddingInlineStart: `${10 + depth * 14}px` }}>
                {nameOf(node, names)}
                {difference !== 'same' && <span className="hidden"> ({say(`diff.${difference}`)})</span>}
              </th>
              <AlignedCell node={one} side={left} />
              <AlignedCell node={other} side={right} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function AlignedCell({ node, side }: { readonly node: TreeNode | undefined; readonly side: string }) {
  const say = useWords();
  if (node === undefined) return <td className="absent" data-side={side} />;
  const { mark } = node;
  if (isHolder(node)) return <td data-side={side} />;
  return (
    <td data-side={side}>
      <KindMark kind={mark.kind} isQuiet />{' '}
      <span className={`value value-${mark.kind}`}>{sayValue(node, say)}</span>
      {mark.kind === 'masked' && <span className="tag">{mark.field?.mask}</span>}
    </td>
  );
}

/** A field that only holds others. */
function isHolder(node: TreeNode | undefined): boolean {
  return (node?.children.length ?? 0) > 0;
}

/** Rows that differ, and those above them that say where they are. */
function keepDifferent(rows: readonly AlignedRow[]): readonly AlignedRow[] {
  const kept: AlignedRow[] = [];
  const above: AlignedRow[] = [];
  for (const row of rows) {
    above.length = Math.min(above.length, row.depth);
    if (row.difference !== 'same') {
      kept.push(...above.filter((each) => !kept.includes(each)), row);
    }
    above[row.depth] = row;
  }
  return kept;
}

/**
 * An answer as a tree of its fields, each with its mark; one can be chosen. Invariant: it is a tree of plain lists and buttons, so that
 * a keyboard and a screen reader go through it as through any list.
 */
import { useState } from 'react';
import type { TreeNode } from '../logic/fieldTree.ts';
import { useWords } from '../words/useWords.ts';
import { KindMark } from './KindMark.tsx';
import { nameOf, sayValue } from './sayNode.ts';

export interface FieldTreeProps {
  readonly nodes: readonly TreeNode[];
  readonly names: ReadonlyMap<string, string>;
  readonly chosen: string | undefined;
  readonly onChoose: (node: TreeNode) => void;
  /** What is shown below the chosen one. */
  readonly renderDetail: (node: TreeNode) => React.ReactNode;
  readonly depth?: number;
}

/** Longer lists are folded below this many. */
const OPEN_ITEMS = 5;

export function FieldTree({ nodes, depth = 0, ...shared }: FieldTreeProps) {
  return (
    <ul className={depth === 0 ? 'tree' : 'branch'}>
      {nodes.map((node, index) => (
        <FieldRow
          key={node.id}
          {...{ node, depth }}
          {...shared}
          isOpenAtFirst={typeof node.key === 'string' || index < OPEN_ITEMS}
        />
      ))}
    </ul>
  );
}

interface FieldRowProps extends Omit<Required<FieldTreeProps>, 'nodes'> {
  readonly node: TreeNode;
  readonly isOpenAtFirst: boolean;
}

function FieldRow({ node, depth, isOpenAtFirst, ...shared }: FieldRowProps) {
  const { names, chosen, onChoose, renderDetail } = shared;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const say = useWords();
  const name = nameOf(node, names);
  const { mark, children } = node;
  const isParent = children.length > 0;
  const isChosen = chosen === node.id;
  const isTold = mark.kind !== 'plain' && mark.kind !== 'disclosed';
  return (
    <li className={node.leg === undefined ? undefined : 'leg'}>
      <div className={`row row-${isParent ? 'parent' : mark.kind}`}>
        {isParent ? (
          <button type="button" className="fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <span className="field-name">{name}</span>
          </button>
        ) : (
          <button type="button" className="leaf" aria-pressed={isChosen} onClick={() => onChoose(node)}>
            <KindMark kind={mark.kind} isQuiet />
            <span className="field-name">{name}</span>
            <span className={`value value-${mark.kind}`}>{sayValue(node, say)}</span>
            {mark.field?.mask !== undefined && mark.kind === 'masked' && (
              <span className="tag">{mark.field.mask}</span>
            )}
          </button>
        )}
        {isParent && isTold && (
          <button type="button" className="about" aria-pressed={isChosen} onClick={() => onChoose(node)}>
            <KindMark kind={mark.kind} />
            <span className="hidden">{name}</span>
          </button>
        )}
      </div>
      {isChosen && renderDetail(node)}
      {isParent && isOpen && <FieldTree nodes={children} {...shared} depth={depth + 1} />}
    </li>
  );
}

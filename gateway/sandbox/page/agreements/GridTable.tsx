/** What an agreement shares: a row for each field, a column for each purpose and relation, and in the cell how. */
import { useMemo, useState } from 'react';
import type { GridCell, GridRow, SharingGrid } from '../../wire/answers.ts';
import { KindMark } from '../parts/KindMark.tsx';
import { useWords } from '../words/useWords.ts';

export interface GridTableProps {
  readonly grid: SharingGrid;
  /** What was shared before a change that is being tried: cells that differ are marked. */
  readonly before: SharingGrid | undefined;
}

export function GridTable({ grid, before }: GridTableProps) {
  const say = useWords();
  const [onlyShared, setOnlyShared] = useState(true);
  const shown = useMemo(
    () => grid.rows.filter((row) => !onlyShared || isShared(row) || differs(row, rowIn(before, row))),
    [grid, before, onlyShared],
  );
  const types = useMemo(() => [...new Set(shown.map(({ coordinate }) => typeOf(coordinate)))], [shown]);
  const oldCell = (row: GridRow, purpose: string, relation: number) => {
    const column = before?.purposes.indexOf(purpose) ?? -1;
    return rowIn(before, row)?.cells[column]?.[relation] ?? null;
  };
  return (
    <>
      <div className="fields">
        <label className="check">
          <input
            type="checkbox"
            checked={onlyShared}
            onChange={(event) => setOnlyShared(event.target.checked)}
          />
          {say('pair.onlyShared')}
        </label>
        <ul className="legend">
          <li>
            <KindMark kind="disclosed" />
          </li>
          <li>
            <KindMark kind="masked" />
          </li>
          <li>
            <KindMark kind="withheld" />
          </li>
        </ul>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="grid-scroll" tabIndex={0} aria-label={say('pair.grid')}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {say('detail.field')}
              </th>
              {grid.purposes.map((purpose) => (
                <th key={purpose} scope="colgroup" colSpan={grid.relations.length}>
                  {say.purpose(purpose)}
                </th>
              ))}
            </tr>
            <tr>
              {grid.purposes.flatMap((purpose) =>
                grid.relations.map((relation) => (
                  <th key={`${purpose} ${relation}`} scope="col" className="relation">
                    {say(relation === 'OWN' ? 'pair.own' : 'pair.foreign')}
                  </th>
                )),
              )}
            </tr>
          </thead>
          {types.map((type) => (
            <tbody key={type}>
              <tr className="type">
                <th scope="rowgroup" colSpan={1 + grid.purposes.length * grid.relations.length}>
                  {type}
                </th>
              </tr>
              {shown
                .filter(({ coordinate }) => typeOf(coordinate) === type)
                .map((row) => (
                  <tr key={row.coordinate}>
                    <th scope="row">
                      {row.coordinate.slice(type.length + 1)}
                      {row.isPersonal && <span className="personal">{say('pair.personal')}</span>}
                    </th>
                    {row.cells.flatMap((byRelation, column) =>
                      byRelation.map((cell, relation) => {
                        const purpose = grid.purposes[column] ?? '';
                        const isChanged =
                          before !== undefined && !isSame(cell, oldCell(row, purpose, relation));
                        return (
                          <td
                            key={`${purpose} ${grid.relations[relation]}`}
                            className={isChanged ? 'changed' : undefined}
                          >
                            <SharingCell cell={cell} />
                          </td>
                        );
                      }),
                    )}
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </section>
    </>
  );
}

function SharingCell({ cell }: { readonly cell: GridCell | null }) {
  if (cell === null) return <KindMark kind="withheld" isQuiet />;
  return (
    <>
      <KindMark kind={cell.mask === 'CLEAR' ? 'disclosed' : 'masked'} isQuiet />
      {cell.mask !== 'CLEAR' && <span className="tag">{cell.mask}</span>}
      {cell.phase !== undefined && (
        <small lang="en" className="phase">
          {cell.phase}
        </small>
      )}
    </>
  );
}

function typeOf(coordinate: string): string {
  return coordinate.slice(0, coordinate.indexOf('.'));
}

function rowIn(grid: SharingGrid | undefined, { coordinate }: GridRow): GridRow | undefined {
  return grid?.rows.find((row) => row.coordinate === coordinate);
}

function isShared({ cells }: GridRow): boolean {
  return cells.some((byRelation) => byRelation.some((cell) => cell !== null));
}

function differs(row: GridRow, before: GridRow | undefined): boolean {
  return before !== undefined && JSON.stringify(row.cells) !== JSON.stringify(before.cells);
}

function isSame(one: GridCell | null, other: GridCell | null): boolean {
  return one?.mask === other?.mask && one?.phase === other?.phase;
}

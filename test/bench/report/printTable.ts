/** Lays out rows as a table of aligned text, as both parts of the report use it. */

/** The lines of a table: the first column to the left, all others to the right. */
export function printTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** A number with as many decimals as its size deserves: `12,345`, `123`, `12.3`, `1.23`, `0.123`; none when it is whole. */
export function number(value: number): string {
  const decimals = Number.isInteger(value) ? 0 : value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

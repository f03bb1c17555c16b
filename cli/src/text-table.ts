/** A column: its head, and whether its cells stand at the right, as numbers do. */
export interface Column {
  readonly head: string;
  readonly right?: boolean;
}

/** Rows under their heads, two blanks between the columns. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ head }) => head), ...rows];
  const widths = columns.map((_, index) =>
    lines.reduce((most, cells) => Math.max(most, (cells[index] ?? "").length), 0),
  );
  return lines
    .map((cells) =>
      columns
        .map(({ right }, index) => {
          const [cell, width] = [cells[index] ?? "", widths[index] ?? 0];
          return right ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

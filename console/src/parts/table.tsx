import type { ReactNode } from "react";
import { Scroll } from "./scroll.tsx";

/** A column: its title, and whether figures stand in it, which are set right. */
export type Column = string | { readonly figure: string };

/** A table that scrolls by itself where the page is narrow; the rows are its children. */
export function Table({
  columns,
  children,
}: {
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}) {
  return (
    <Scroll>
      <table className="list">
        <thead>
          <tr>
            {columns.map((column) => {
              const isFigure = typeof column !== "string";
              const title = isFigure ? column.figure : column;
              return (
                <th key={title} scope="col" className={isFigure ? "figure" : undefined}>
                  {title}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}

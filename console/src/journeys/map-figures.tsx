import { memo } from "react";
import type { SceneNode } from "../api/shapes.ts";
import { useFormats } from "../texts/texts.tsx";

export const LINE = 16;
/** Room for the figures at the right of a node. */
const BADGE = 14;

interface EdgeLabelProps {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  /** How many took the edge, of how many; nothing where it is not known, or not seen. */
  readonly count: number | undefined;
  readonly all: number | undefined;
}

export const EdgeLabel = memo(function EdgeLabel({ x, y, lines, count, all }: EdgeLabelProps) {
  const { number, share } = useFormats();
  const last = lines.length - 1;
  return (
    <g className="edge-label">
      {lines.map((line, row) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never change their places
          key={row}
          x={x}
          y={y + row * LINE + 12}
        >
          {line}
          {row === last && count !== undefined && all !== undefined && (
            <tspan className="rate">{`  ${number(count)} (${share(count, all)})`}</tspan>
          )}
        </text>
      ))}
    </g>
  );
});

interface FiguresProps {
  readonly node: SceneNode;
  readonly here?: number;
  readonly passed?: number;
}

/** Who stands at a node, and who came by; those who do not see it are told with the node. */
export const Figures = memo(function Figures({ node, here = 0, passed = 0 }: FiguresProps) {
  const { number } = useFormats();
  const right = node.x + node.width;
  const text = number(here);
  const width = Math.max(22, text.length * 8 + 10);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
    <g aria-hidden="true">
      {here > 0 && (
        <g className="badge">
          <rect x={right - width / 2} y={node.y - BADGE / 2 - 3} width={width} height={BADGE + 6} rx={10} />
          <text x={right} y={node.y + 4}>
            {text}
          </text>
        </g>
      )}
      {passed > 0 && (
        <text className="passed" x={right + 6} y={node.y + node.height - 3}>
          {number(passed)}
        </text>
      )}
    </g>
  );
});

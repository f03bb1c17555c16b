import { type KeyboardEvent, memo } from "react";
import type { Live, Scene, SceneNode } from "../api/shapes.ts";
import { useFormats, useTexts } from "../texts/texts.tsx";

interface Props {
  readonly scene: Scene;
  /** Who is where; a map that is only looked at has none. */
  readonly live?: Live | undefined;
  readonly chosen?: string | undefined;
  readonly choose?: (node: SceneNode) => void;
  readonly label: string;
  /** 1 is the size at which texts are read easily. */
  readonly zoom: number;
}

const MARGIN = 24;
const LINE = 16;
/** Room for the figures at the right of a node. */
const BADGE = 14;

/** The map of a journey. What does not move is drawn once; only the figures change. */
export function JourneyMap({ scene, live, chosen, choose, label, zoom }: Props) {
  const [width, height] = [scene.width + 2 * MARGIN + 40, scene.height + 2 * MARGIN];
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element of HTML is a picture of buttons
    <svg
      className="map"
      role="group"
      aria-label={label}
      width={width * zoom}
      height={height * zoom}
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
    >
      <desc>{scene.description}</desc>
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path className="head" d="M0 0.5 8 4 0 7.5z" />
        </marker>
      </defs>
      <Wiring scene={scene} />
      {scene.labels.map(({ edge, x, y, width: wide, lines }) => (
        <EdgeLabel key={edge} x={x + wide / 2} y={y} lines={lines} rate={rateOf(scene, live, edge)} />
      ))}
      {scene.nodes.map((node) => (
        <Node
          key={node.id}
          node={node}
          here={live?.nodes[node.id]?.here}
          passed={live?.nodes[node.id]?.passed}
          isChosen={chosen === node.id}
          choose={choose}
        />
      ))}
      {live !== undefined &&
        scene.nodes.map((node) => <Figures key={node.id} node={node} {...live.nodes[node.id]} />)}
    </svg>
  );
}

/** How many took an edge, of those who left its node. */
function rateOf(scene: Scene, live: Live | undefined, edge: number): readonly [number, number] | undefined {
  const count = live?.edges[edge];
  const from = scene.edges[edge]?.from;
  if (live === undefined || count == null) return undefined;
  const all = scene.edges.reduce(
    (sum, one, index) => sum + (one.from === from ? (live.edges[index] ?? 0) : 0),
    0,
  );
  return [count, all];
}

const Wiring = memo(function Wiring({ scene }: { readonly scene: Scene }) {
  return (
    <g>
      {scene.frames.map(({ x, y, width, height }) => (
        <rect key={`${x} ${y}`} className="frame" x={x} y={y} width={width} height={height} rx={10} />
      ))}
      {scene.paths.map(({ d, arrow, lane }) => (
        <path key={d} className={lane ? "lane" : "edge"} d={d} {...(arrow && { markerEnd: "url(#arrow)" })} />
      ))}
    </g>
  );
});

interface EdgeLabelProps {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly rate: readonly [number, number] | undefined;
}

function EdgeLabel({ x, y, lines, rate }: EdgeLabelProps) {
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
          {row === last && rate !== undefined && (
            <tspan className="rate">{`  ${number(rate[0])} (${share(rate[0], rate[1])})`}</tspan>
          )}
        </text>
      ))}
    </g>
  );
}

interface NodeProps {
  readonly node: SceneNode;
  readonly here: number | undefined;
  readonly passed: number | undefined;
  readonly isChosen: boolean;
  readonly choose: ((node: SceneNode) => void) | undefined;
}

const Node = memo(function Node({ node, here, passed, isChosen, choose }: NodeProps) {
  const { journey: texts } = useTexts();
  const { x, y, width, height, family, icon, lines, keyword, note } = node;
  // What is seen comes first, as it is seen: who speaks to the page says that.
  const seen = [node.name && `${node.name}:`, ...lines, note].filter(Boolean).join(" ");
  const said = [
    seen,
    here === undefined ? "" : texts.here(here),
    passed === undefined ? "" : texts.passed(passed),
  ];
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose?.(node);
  };
  const control =
    choose === undefined
      ? ({ role: "img" } as const)
      : ({
          role: "button",
          tabIndex: 0,
          onClick: () => choose(node),
          onKeyDown: press,
          "aria-pressed": isChosen,
        } as const);
  return (
    <g
      {...control}
      className={`node ${family}${isChosen ? " chosen" : ""}`}
      data-node={node.id}
      aria-label={said.filter(Boolean).join(". ")}
    >
      {node.name !== undefined && (
        <text className="note" x={x} y={y - 5}>
          {node.name}:{" "}
        </text>
      )}
      <rect className="shape" x={x} y={y} width={width} height={height} rx={RADIUS[family] ?? 6} />
      <path className="icon" transform={`translate(${x + 11} ${y + height / 2 - 8})`} d={icon} />
      {lines.map((line, row) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never change their places
          key={row}
          x={x + 34}
          y={y + 19 + row * LINE}
        >
          {row === 0 && keyword !== "" && line.startsWith(keyword) ? (
            <>
              <tspan className="keyword">{keyword}</tspan>
              {line.slice(keyword.length)}
            </>
          ) : (
            line
          )}{" "}
        </text>
      ))}
      {note !== undefined && (
        <text className="note" x={x + 34} y={y + 19 + lines.length * LINE}>
          {note}
        </text>
      )}
    </g>
  );
});

const RADIUS: Readonly<Record<string, number>> = { border: 16, time: 16, change: 4, outside: 0, exit: 2 };

interface FiguresProps {
  readonly node: SceneNode;
  readonly here?: number;
  readonly passed?: number;
}

/** Who stands at a node, and who came by; those who do not see it are told with the node. */
const Figures = memo(function Figures({ node, here = 0, passed = 0 }: FiguresProps) {
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

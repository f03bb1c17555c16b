import { type KeyboardEvent, memo, useMemo, useRef } from "react";
import type { Live, Scene, SceneNode } from "../api/shapes.ts";
import { useTexts } from "../texts/texts.tsx";
import { EdgeLabel, Figures, LINE } from "./map-figures.tsx";
import { useOnceASecond } from "./use-once-a-second.ts";
import { isSeen, useSeen } from "./use-seen.ts";

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

/** The map of a journey. What does not move is drawn once; only the figures that are seen change. */
export function JourneyMap({ scene, live, chosen, choose, label, zoom }: Props) {
  const picture = useRef<SVGSVGElement>(null);
  const seen = useSeen(picture, zoom, MARGIN);
  const said = useOnceASecond(live);
  const left = useMemo(() => leftBy(scene, live), [scene, live]);
  const [width, height] = [scene.width + 2 * MARGIN + 40, scene.height + 2 * MARGIN];
  return (
    // biome-ignore lint/a11y/useSemanticElements: no element of HTML is a picture of buttons
    <svg
      ref={picture}
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
      {scene.labels.map((label) => {
        const { edge, x, y, width: wide, lines } = label;
        const isShown = isSeen(seen, label);
        const count = isShown ? (live?.edges[edge] ?? undefined) : undefined;
        const all = isShown ? left.get(scene.edges[edge]?.from ?? "") : undefined;
        return <EdgeLabel key={edge} x={x + wide / 2} y={y} lines={lines} count={count} all={all} />;
      })}
      {scene.nodes.map((node) => (
        <Node
          key={node.id}
          node={node}
          here={said?.nodes[node.id]?.here}
          passed={said?.nodes[node.id]?.passed}
          isChosen={chosen === node.id}
          choose={choose}
        />
      ))}
      {live !== undefined &&
        scene.nodes.map(
          (node) => isSeen(seen, node) && <Figures key={node.id} node={node} {...live.nodes[node.id]} />,
        )}
    </svg>
  );
}

/** How many left each node, by its edges; a count that is not known counts none. */
function leftBy({ edges }: Scene, live: Live | undefined): ReadonlyMap<string, number> {
  const left = new Map<string, number>();
  for (const [index, { from }] of edges.entries())
    left.set(from, (left.get(from) ?? 0) + (live?.edges[index] ?? 0));
  return left;
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

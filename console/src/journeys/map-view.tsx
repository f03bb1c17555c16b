import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { Scene } from "../api/shapes.ts";
import { useTexts } from "../texts/texts.tsx";

const LEAST = 0.3;
const MOST = 2;

/** A map in a frame that scrolls, with its size to choose; at first it fits the width, where one can still read it. */
export function MapView({
  scene,
  children,
}: {
  readonly scene: Scene;
  readonly children: (zoom: number) => ReactNode;
}) {
  const { journey } = useTexts();
  const frame = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  const fit = () => {
    const width = frame.current?.clientWidth ?? 0;
    setZoom(Math.min(1.15, Math.max(0.55, (width - 8) / (scene.width + 88))));
  };
  useLayoutEffect(fit, [scene]);
  const by = (factor: number) => () => setZoom((before) => Math.min(MOST, Math.max(LEAST, before * factor)));
  return (
    <div className="map-view">
      <div className="map-tools">
        <button type="button" aria-label={journey.zoom.out} onClick={by(1 / 1.2)}>
          −
        </button>
        <button type="button" aria-label={journey.zoom.in} onClick={by(1.2)}>
          +
        </button>
        <button type="button" onClick={fit}>
          {journey.zoom.fit}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="map-frame" ref={frame} tabIndex={0} aria-label={journey.tabs.map}>
        {children(zoom)}
      </section>
    </div>
  );
}

const SIZES = [0.5, 0.65, 0.8, 1, 1.25, 1.6, 2] as const;

export interface Zoom {
  readonly by: (steps: 1 | -1) => void;
  /** Gives the picture that is there now the size that was chosen; until one is, that in which its width fits. */
  readonly apply: () => void;
}

/** How large the picture is shown. */
export function createZoom(drawing: HTMLElement): Zoom {
  let chosen: number | undefined;
  const picture = () => drawing.querySelector("svg");
  const fitting = (): number => {
    const wide = picture()?.viewBox.baseVal.width ?? 0;
    const room = drawing.clientWidth;
    return Math.max(
      0,
      SIZES.findLastIndex((size) => size <= 1 && wide * size <= room),
    );
  };
  const apply = (): void => {
    const svg = picture();
    if (svg === null) return;
    const { width, height } = svg.viewBox.baseVal;
    const size = SIZES[chosen ?? fitting()] ?? 1;
    svg.setAttribute("width", String(width * size));
    svg.setAttribute("height", String(height * size));
  };
  window.addEventListener("resize", apply);
  return {
    apply,
    by: (steps) => {
      chosen = Math.min(Math.max((chosen ?? fitting()) + steps, 0), SIZES.length - 1);
      apply();
    },
  };
}

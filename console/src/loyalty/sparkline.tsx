import { useTexts } from "../texts/texts.tsx";

const WIDTH = 84;
const HEIGHT = 22;

/** A small picture of when somebody ordered. */
export function Sparkline({ orders }: { readonly orders: readonly number[] | undefined }) {
  const { loyalty: texts } = useTexts();
  if (orders === undefined) return null;
  const most = Math.max(...orders, 1);
  const step = WIDTH / orders.length;
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={texts.trend(orders.join(", "))}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      {orders.map((n, part) => {
        const height = n === 0 ? 1 : Math.max(3, (n / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a part of the time is its place
            key={part}
            x={part * step + 1}
            y={HEIGHT - height}
            width={step - 2}
            height={height}
            className={n === 0 ? "none" : ""}
          />
        );
      })}
    </svg>
  );
}

import { useEffect, useState } from "react";
import type { Live } from "../api/shapes.ts";

/** A journey as it is now, told by the server whenever it has changed; `connected` is false while nothing can be heard. */
export function useLive(name: string): { readonly live: Live | undefined; readonly connected: boolean } {
  const [live, setLive] = useState<Live>();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    setLive(undefined);
    const events = new EventSource(`/console/api/journeys/${encodeURIComponent(name)}/live`);
    events.onopen = () => setConnected(true);
    events.onerror = () => setConnected(false);
    events.onmessage = ({ data }) => setLive(JSON.parse(data) as Live);
    return () => events.close();
  }, [name]);
  return { live, connected };
}

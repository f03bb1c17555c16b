import { Tabs } from "@base-ui/react/tabs";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useDrawn, useJourneyMessages, useJourneys } from "../api/queries.ts";
import type { Drawn, Journey, Live } from "../api/shapes.ts";
import { PageTitle } from "../parts/page-title.tsx";
import { Loaded, Nothing } from "../parts/states.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { HeldTable } from "./held-table.tsx";
import { JourneyMap } from "./map.tsx";
import { MapView } from "./map-view.tsx";
import { MessagesTable } from "./messages-table.tsx";
import { SourceText } from "./source-text.tsx";
import { StatusActions } from "./status-actions.tsx";
import { StatusMark } from "./status-mark.tsx";
import { useLive } from "./use-live.ts";

const route = getRouteApi("/journeys/$name");
const TABS = ["map", "held", "messages", "source"] as const;

/** One journey, as it is now. */
export function JourneyPage() {
  const { name } = route.useParams();
  const { state } = useTexts();
  return (
    <Loaded query={useJourneys()}>
      {(journeys) => {
        const journey = journeys.find((one) => one.name === name);
        return journey === undefined ? <PageTitle title={state.lost} /> : <JourneyView listed={journey} />;
      }}
    </Loaded>
  );
}

function JourneyView({ listed }: { readonly listed: Journey }) {
  const { journey: texts } = useTexts();
  const { live, connected } = useLive(listed.name);
  const { tab = "map" } = route.useSearch();
  const navigate = route.useNavigate();
  const journey = live?.journey ?? listed;
  const toTab = (next: unknown) =>
    void navigate({ search: (before) => ({ ...before, tab: String(next) }), replace: true });
  return (
    <>
      <PageTitle title={journey.title ?? journey.name}>
        <StatusMark status={journey.status} />
        <StatusActions journey={journey} />
        <span className={connected ? "live" : "live lost"} role="status">
          {connected ? texts.live : texts.reconnecting}
        </span>
      </PageTitle>
      <About journey={journey} />
      <Counts journey={journey} />
      <Tabs.Root value={tab} onValueChange={toTab}>
        <Tabs.List className="tabs">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one} className="tab">
              {texts.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="map">
          <Loaded query={useDrawn(journey.name)}>{(drawn) => <MapTab drawn={drawn} live={live} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="held">
          <HeldTable journey={journey.name} />
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <MessagesTable journey={journey.name} />
        </Tabs.Panel>
        <Tabs.Panel value="source">
          <Loaded query={useDrawn(journey.name)}>{(drawn) => <SourceTab drawn={drawn} />}</Loaded>
        </Tabs.Panel>
      </Tabs.Root>
    </>
  );
}

const SHORT_HASH = 10;

function About({ journey }: { readonly journey: Journey }) {
  const { journey: texts } = useTexts();
  const { versions = {} } = useJourneyMessages(journey.name).data ?? {};
  const older = Object.entries(versions).reduce(
    (sum, [hash, n]) => sum + (hash === journey.program ? 0 : n),
    0,
  );
  const facts = [
    journey.name,
    journey.audience,
    journey.objective,
    texts.version(journey.program.slice(0, SHORT_HASH)),
  ];
  return (
    <p className="quiet">
      {facts.filter((fact) => fact !== null).join(" · ")}
      {older > 0 && ` · ${texts.olderVersions(older)}`}
      {journey.releasing !== null &&
        ` · ${texts.releasing(journey.releasing.released, journey.releasing.total)}`}
    </p>
  );
}

function Counts({ journey: { counts, held } }: { readonly journey: Journey }) {
  const { journey: texts } = useTexts();
  const { number, share } = useFormats();
  const all = Object.values(held).reduce((sum, n) => sum + n, 0);
  const figures = [
    ["active", counts.active],
    ["entered", counts.entered],
    ["finished", counts.finished],
    ["exited", counts.exited],
    ["converted", counts.converted],
    ["held", all],
    ["stuck", counts.stuck],
  ] as const;
  return (
    <dl className="counts">
      {figures.map(([name, n]) => (
        <div key={name} className={name === "stuck" && n > 0 ? "alarming" : ""}>
          <dt>{texts.counts[name]}</dt>
          <dd data-count={name}>{number(n)}</dd>
          {name === "converted" && counts.entered > 0 && (
            <dd className="quiet small">{texts.rate(share(n, counts.entered))}</dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function MapTab({ drawn, live }: { readonly drawn: Drawn; readonly live: Live | undefined }) {
  const { journey: texts } = useTexts();
  const { step } = route.useSearch();
  const navigate = route.useNavigate();
  const { scene, source } = drawn;
  // The same one each time, so that only those nodes are drawn again whose figures have changed.
  const choose = useCallback(
    ({ id }: { readonly id: string }) =>
      void navigate({
        search: (before) => ({ ...before, step: id === before.step ? undefined : id }),
        replace: true,
      }),
    [navigate],
  );
  if (scene === null) return <Nothing>{texts.noMap}</Nothing>;
  const chosen = scene.nodes.find(({ id }) => id === step);
  const counts = chosen && live?.nodes[chosen.id];
  return (
    <div className="map-page">
      <MapView scene={scene}>
        {(zoom) => (
          <JourneyMap
            scene={scene}
            live={live}
            chosen={chosen?.id}
            choose={choose}
            label={scene.description}
            zoom={zoom}
          />
        )}
      </MapView>
      <aside aria-live="polite">
        {chosen === undefined ? (
          <p className="quiet">{texts.selectStep}</p>
        ) : (
          <>
            <h2>{chosen.label}</h2>
            {counts !== undefined && (
              <p>
                {texts.here(counts.here)}. {texts.passed(counts.passed)}.
              </p>
            )}
            <p className="quiet">{texts.lineOf(chosen.file, chosen.line)}</p>
            {source !== null && chosen.file === source.file && (
              <SourceText text={source.text} line={chosen.line} around={4} />
            )}
          </>
        )}
        <ul className="rules quiet">
          {scene.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </aside>
    </div>
  );
}

function SourceTab({ drawn: { source, scene } }: { readonly drawn: Drawn }) {
  const { journey: texts } = useTexts();
  const { step } = route.useSearch();
  if (source === null) return <Nothing>{texts.noMap}</Nothing>;
  const line = scene?.nodes.find(({ id }) => id === step)?.line;
  return (
    <>
      <p className="quiet">{source.file}</p>
      <SourceText text={source.text} line={line} />
    </>
  );
}

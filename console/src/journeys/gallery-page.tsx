import { getRouteApi } from "@tanstack/react-router";
import { useGallery, usePrebuilt } from "../api/queries.ts";
import { Modal } from "../parts/modal.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Loaded } from "../parts/states.tsx";
import { useTexts } from "../texts/texts.tsx";
import { JourneyMap } from "./map.tsx";
import { MapView } from "./map-view.tsx";

const route = getRouteApi("/gallery");

/** Journeys to begin with, and their maps. */
export function GalleryPage() {
  const { gallery: texts } = useTexts();
  const navigate = route.useNavigate();
  const { show } = route.useSearch();
  return (
    <>
      <PageTitle title={texts.title} />
      <p>
        {texts.intro} <code>npx trajet init NAME</code>
      </p>
      <Loaded query={useGallery()}>
        {(prebuilt) => (
          <ul className="gallery">
            {prebuilt.map(({ name, description }) => (
              <li key={name}>
                <button
                  type="button"
                  className="card"
                  onClick={() => void navigate({ search: { show: name } })}
                >
                  <strong>{name}</strong>
                  <span>{description}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Prebuilt name={show} close={() => void navigate({ search: {} })} />
    </>
  );
}

function Prebuilt({ name, close }: { readonly name: string | undefined; readonly close: () => void }) {
  const { dialog, gallery: texts } = useTexts();
  const query = usePrebuilt(name);
  return (
    <Modal open={name !== undefined} close={close} title={name ?? ""} wide>
      <Loaded query={query}>
        {({ scene }) =>
          scene !== null && (
            <MapView scene={scene}>
              {(zoom) => <JourneyMap scene={scene} label={scene.description} zoom={zoom} />}
            </MapView>
          )
        }
      </Loaded>
      <p className="quiet">
        {texts.copy} <code>{`npx trajet init ${name ?? ""}`}</code>
      </p>
      <div className="buttons">
        <button type="button" onClick={close}>
          {dialog.close}
        </button>
      </div>
    </Modal>
  );
}

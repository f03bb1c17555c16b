import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useContact, useOrders } from "../api/queries.ts";
import type { Contact } from "../api/shapes.ts";
import { MessageDialog } from "../loyalty/message-dialog.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Loaded, Nothing } from "../parts/states.tsx";
import { useMayWrite } from "../session/session.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";
import { Tags } from "./contacts-page.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { OrdersTable } from "./orders-table.tsx";
import { StartDialog } from "./start-dialog.tsx";
import { Timeline } from "./timeline.tsx";

const route = getRouteApi("/contacts/$id");

/** One person: what is known, what was bought, what was decided and why. */
export function ContactPage() {
  const { id } = route.useParams();
  const { contact: texts } = useTexts();
  const orders = useOrders(id);
  return (
    <Loaded query={useContact(id)}>
      {({ contact, timeline }) => (
        <>
          <PageTitle title={nameOf(contact)}>
            <Actions contact={contact} />
          </PageTitle>
          <p className="quiet">
            {contact.id} · {contact.audience}
          </p>
          <div className="person">
            <Profile contact={contact} />
            <section>
              <h2>{texts.orders}</h2>
              <Loaded query={orders}>
                {(all) =>
                  all.length === 0 ? <Nothing>{texts.noOrders}</Nothing> : <OrdersTable orders={all} />
                }
              </Loaded>
            </section>
            <section>
              <h2>{texts.timeline}</h2>
              {timeline.length === 0 ? (
                <Nothing>{texts.noTimeline}</Nothing>
              ) : (
                <Timeline entries={timeline} />
              )}
            </section>
          </div>
        </>
      )}
    </Loaded>
  );
}

export function nameOf({ id, fields }: Pick<Contact, "id" | "fields">): string {
  const name = [fields.firstName, fields.lastName]
    .filter((part) => typeof part === "string" && part !== "")
    .join(" ");
  return name || (typeof fields.email === "string" ? fields.email : id);
}

type Open = "start" | "merge" | "erase" | "message";

function Actions({ contact }: { readonly contact: Contact }) {
  const { contact: texts } = useTexts();
  const [open, setOpen] = useState<Open>();
  const mayStart = useMayWrite("journeys");
  const mayErase = useMayWrite("contacts");
  const maySend = useMayWrite("messages");
  const close = () => setOpen(undefined);
  return (
    <div className="actions">
      {maySend && (
        <button type="button" className="primary" onClick={() => setOpen("message")}>
          {texts.message}
        </button>
      )}
      {mayStart && (
        <button type="button" onClick={() => setOpen("start")}>
          {texts.start}
        </button>
      )}
      <a
        className="button"
        href={`/v1/contacts/${encodeURIComponent(contact.id)}/export`}
        download={`${contact.id}.json`}
      >
        {texts.export}
      </a>
      {mayErase && (
        <button type="button" onClick={() => setOpen("merge")}>
          {texts.merge}
        </button>
      )}
      {mayErase && (
        <button type="button" className="danger" onClick={() => setOpen("erase")}>
          {texts.erase}
        </button>
      )}
      {open === "start" && <StartDialog contact={contact} close={close} />}
      {open === "merge" && <MergeDialog contact={contact} close={close} />}
      {open === "erase" && <EraseDialog contact={contact} close={close} />}
      {open === "message" && (
        <MessageDialog
          to={{ kind: "chosen", people: [{ id: contact.id, name: nameOf(contact) }] }}
          audience={contact.audience}
          close={close}
        />
      )}
    </div>
  );
}

function Profile({ contact: { fields, consent, tags, groups } }: { readonly contact: Contact }) {
  const { contact: texts } = useTexts();
  return (
    <section className="profile">
      <h2>{texts.profile}</h2>
      <Facts facts={fields} />
      <h3>{texts.consent}</h3>
      <Facts facts={consent} />
      {tags.length > 0 && (
        <>
          <h3>{texts.tags}</h3>
          <Tags tags={tags} />
        </>
      )}
      {groups.length > 0 && (
        <>
          <h3>{texts.groups}</h3>
          <Tags tags={groups} />
        </>
      )}
    </section>
  );
}

/** Who it is comes before what is known. */
const FIRST = ["firstName", "lastName", "email", "phone"];
const placeOf = (name: string): number => {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
};

function Facts({ facts }: { readonly facts: { readonly [name: string]: unknown } }) {
  const { moment } = useFormats();
  return (
    <dl className="facts">
      {Object.entries(facts)
        .filter(([, value]) => value !== null && value !== "")
        .toSorted(([one], [other]) => placeOf(one) - placeOf(other) || one.localeCompare(other))
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === "string" && MOMENT.test(value) ? moment(value) : textOf(value)}</dd>
          </div>
        ))}
    </dl>
  );
}

/** RFC 3339. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A value of a field as text: what stands in it is shown, never run. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

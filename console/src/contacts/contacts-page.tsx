import { getRouteApi } from "@tanstack/react-router";
import { useContacts } from "../api/queries.ts";
import { PageTitle } from "../parts/page-title.tsx";
import { Loaded, Nothing } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { useTexts } from "../texts/texts.tsx";
import { ContactLink } from "./contact-link.tsx";

const route = getRouteApi("/contacts");

/** Contacts by the beginning of an id, an address or a name. */
export function ContactsPage() {
  const { contacts: texts } = useTexts();
  const { search = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = texts.columns;
  return (
    <>
      <PageTitle title={texts.title} />
      <search className="filters">
        <label className="field wide">
          <span>{texts.search}</span>
          <input
            type="search"
            value={search}
            onChange={({ target }) =>
              void navigate({ search: { search: target.value || undefined }, replace: true })
            }
          />
        </label>
      </search>
      <Loaded query={useContacts(search)}>
        {(contacts) =>
          contacts.length === 0 ? (
            <Nothing>{texts.none}</Nothing>
          ) : (
            <Table columns={Object.values(columns)}>
              {contacts.map(({ id, audience, email, firstName, lastName, tags }) => (
                <tr key={id}>
                  <th scope="row">
                    <ContactLink id={id} />
                  </th>
                  <td>{[firstName, lastName].filter(Boolean).join(" ")}</td>
                  <td>{email}</td>
                  <td>{audience}</td>
                  <td>
                    <Tags tags={tags} />
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
    </>
  );
}

export function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <ul className="tags">
      {tags.map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  );
}

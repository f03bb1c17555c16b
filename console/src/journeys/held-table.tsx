import { useHeld } from "../api/queries.ts";
import { ContactLink } from "../contacts/contact-link.tsx";
import { Loaded, Nothing } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";

/** Who is held in a journey, and why. */
export function HeldTable({ journey }: { readonly journey: string }) {
  const { journey: texts } = useTexts();
  const { moment } = useFormats();
  const columns = texts.heldColumns;
  const by: { readonly [name: string]: string } = texts.heldBy;
  return (
    <Loaded query={useHeld(journey)}>
      {(held) =>
        held.length === 0 ? (
          <Nothing>{texts.noHeld}</Nothing>
        ) : (
          <Table columns={Object.values(columns)}>
            {held.map((one) => (
              <tr key={one.run}>
                <th scope="row">
                  <ContactLink id={one.contact} />
                </th>
                <td>{one.step}</td>
                <td>{by[one.by] ?? one.by}</td>
                <td>{moment(one.since)}</td>
                <td>{one.until === null ? texts.untilResume : moment(one.until)}</td>
                <td>{one.reason}</td>
              </tr>
            ))}
          </Table>
        )
      }
    </Loaded>
  );
}

import { useJourneyMessages } from "../api/queries.ts";
import { Loaded, Nothing } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";

const FIGURES = ["sent", "underWay", "refused", "unknown"] as const;

/** What a journey has sent, and what became of it. */
export function MessagesTable({ journey }: { readonly journey: string }) {
  const { journey: texts } = useTexts();
  const { number } = useFormats();
  const columns = texts.messageColumns;
  return (
    <Loaded query={useJourneyMessages(journey)}>
      {({ messages }) =>
        messages.length === 0 ? (
          <Nothing>{texts.noMessages}</Nothing>
        ) : (
          <Table
            columns={[
              columns.message,
              columns.channel,
              ...FIGURES.map((figure) => ({ figure: columns[figure] })),
            ]}
          >
            {messages.map((one) => (
              <tr key={`${one.message} ${one.channel}`}>
                <th scope="row">{one.message}</th>
                <td>{one.channel}</td>
                {FIGURES.map((figure) => (
                  <td key={figure} className="figure">
                    {number(one[figure])}
                  </td>
                ))}
              </tr>
            ))}
          </Table>
        )
      }
    </Loaded>
  );
}

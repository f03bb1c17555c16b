import type { Order } from "../api/shapes.ts";
import { Table } from "../parts/table.tsx";
import { useFormats, useTexts } from "../texts/texts.tsx";

export function OrdersTable({ orders }: { readonly orders: readonly Order[] }) {
  const { contact: texts } = useTexts();
  const { day, money } = useFormats();
  const columns = texts.orderColumns;
  return (
    <Table
      columns={[
        columns.order,
        columns.store,
        columns.placed,
        columns.status,
        { figure: columns.total },
        columns.items,
      ]}
    >
      {orders.map((order) => (
        <tr key={`${order.store} ${order.id}`}>
          <th scope="row">{order.id}</th>
          <td>{order.store}</td>
          <td>{day(order.placedAt)}</td>
          <td>{order.status}</td>
          <td className="figure">
            {money(order.total)}
            {Number(order.refunded) > 0 && (
              <small className="quiet">
                {texts.refunded(money({ amount: order.refunded, currency: order.total.currency }))}
              </small>
            )}
          </td>
          <td>{order.items.map(({ title, sku }) => String(title ?? sku ?? "")).join(", ")}</td>
        </tr>
      ))}
    </Table>
  );
}

/** What Shopify calls with, in the shape that it documents, as far as it matters and a little more. */

export const CUSTOMER = {
  id: 207119551,
  email: "ada@shop.example",
  first_name: "Ada",
  last_name: "Byron",
  phone: "+33611223344",
  created_at: "2026-03-01T09:00:00-05:00",
  updated_at: "2026-03-02T06:00:00-05:00",
  state: "disabled",
  orders_count: 0,
  total_spent: "0.00",
  tags: "",
  currency: "EUR",
  email_marketing_consent: {
    state: "subscribed",
    opt_in_level: "single_opt_in",
    consent_updated_at: "2026-03-02T06:00:00-05:00",
  },
  sms_marketing_consent: null,
  default_address: { first_name: "Ada", last_name: "Byron", country_code: "FR", city: "Lyon" },
};

export const LINE_ITEM = {
  id: 466157049,
  variant_id: 39072856,
  product_id: 632910392,
  title: "Mug",
  name: "Mug – Blue",
  variant_title: "Blue",
  sku: "mug-blue",
  quantity: 2,
  price: "19.95",
  price_set: {
    shop_money: { amount: "19.95", currency_code: "EUR" },
    presentment_money: { amount: "19.95", currency_code: "EUR" },
  },
  total_discount: "0.00",
  fulfillment_status: null,
  requires_shipping: true,
  taxable: true,
  tax_lines: [],
  properties: [],
};

/** Paid at 7:00 in New York, which is 12:00 UTC. */
export const ORDER = {
  id: 450789469,
  name: "#1001",
  order_number: 1001,
  email: "ada@shop.example",
  contact_email: "ada@shop.example",
  phone: null,
  test: false,
  currency: "EUR",
  presentment_currency: "EUR",
  total_price: "44.90",
  subtotal_price: "39.90",
  total_tax: "0.00",
  financial_status: "paid",
  fulfillment_status: null as string | null,
  cancelled_at: null as string | null,
  cancel_reason: null,
  closed_at: null,
  created_at: "2026-03-02T07:00:00-05:00",
  processed_at: "2026-03-02T07:00:00-05:00",
  updated_at: "2026-03-02T07:00:05-05:00",
  buyer_accepts_marketing: false,
  line_items: [LINE_ITEM],
  fulfillments: [] as object[],
  refunds: [] as object[],
  customer: CUSTOMER,
  billing_address: { first_name: "Ada", last_name: "Byron", country_code: "FR" },
};

/** When Shopify writes it, `hours` after the order. */
export const later = (hours: number): string =>
  new Date(Date.parse(ORDER.updated_at) + hours * 3_600_000).toISOString().replace(/\.\d+Z/, "+00:00");

export const SHIPPED = (hours: number) => ({
  ...ORDER,
  updated_at: later(hours),
  fulfillment_status: "fulfilled",
  fulfillments: [
    {
      id: 255858046,
      order_id: ORDER.id,
      status: "success",
      created_at: later(hours),
      updated_at: later(hours),
      tracking_number: "1Z2345",
      line_items: [LINE_ITEM],
    },
  ],
});

export const refund = (id: number, amount: string, hours: number) => ({
  id,
  order_id: ORDER.id,
  created_at: later(hours),
  processed_at: later(hours),
  note: "broken",
  refund_line_items: [{ id: id + 1, quantity: 1, line_item_id: LINE_ITEM.id, subtotal: Number(amount) }],
  order_adjustments: [],
  transactions: [
    {
      id: id + 2,
      order_id: ORDER.id,
      kind: "refund",
      gateway: "bogus",
      status: "success",
      amount,
      currency: "EUR",
      created_at: later(hours),
      parent_id: 801038806,
    },
  ],
});

export const CHECKOUT = {
  id: 981820079255243500,
  token: "123123123",
  cart_token: "eeafa272cebfd4b22385bc4b645e762c",
  email: "ada@shop.example",
  created_at: "2026-03-02T07:00:00-05:00",
  updated_at: "2026-03-02T07:00:00-05:00",
  completed_at: null as string | null,
  currency: "EUR",
  presentment_currency: "EUR",
  total_price: "39.90",
  subtotal_price: "39.90",
  buyer_accepts_marketing: false,
  abandoned_checkout_url:
    "https://potterie.example/548380009/checkouts/123123123/recover?key=example-secret-token",
  line_items: [
    { key: "39072856:x", title: "Mug", sku: "mug-blue", quantity: 2, price: "19.95", variant_id: 39072856 },
  ],
  customer: { ...CUSTOMER, email_marketing_consent: undefined },
};

export const product = (quantity: number, hours: number) => ({
  id: 632910392,
  title: "Mug",
  handle: "mug",
  product_type: "mugs",
  status: "active",
  updated_at: later(hours),
  image: { src: "https://cdn.example/mug.jpg" },
  variants: [
    {
      id: 39072856,
      product_id: 632910392,
      title: "Blue",
      sku: "mug-blue",
      price: "19.95",
      inventory_item_id: 808950810,
      inventory_management: "shopify",
      inventory_policy: "deny",
      inventory_quantity: quantity,
    },
  ],
});

export const level = (available: number, hours: number, location = 655441491) => ({
  inventory_item_id: 808950810,
  location_id: location,
  available,
  updated_at: later(hours),
  admin_graphql_api_id: `gid://shopify/InventoryLevel/${location}?inventory_item_id=808950810`,
});

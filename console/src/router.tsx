import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { queryOf } from "./api/ask.ts";
import { JourneysPage } from "./journeys/journeys-page.tsx";
import { Lost } from "./parts/lost.tsx";
import { Shell } from "./parts/shell.tsx";

/** What an address may say behind its `?`: texts alone. */
const texts =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): { readonly [name in Name]?: string | undefined } =>
    Object.fromEntries(
      names.flatMap((name) => (typeof search[name] === "string" ? [[name, search[name]]] : [])),
    ) as { [name in Name]?: string | undefined };

const root = createRootRoute({ component: Shell, notFoundComponent: Lost });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/journeys" });
  },
});
export const journeysRoute = createRoute({
  getParentRoute: () => root,
  path: "/journeys",
  validateSearch: texts("audience", "status", "objective", "search"),
  component: JourneysPage,
});
export const journeyRoute = createRoute({
  getParentRoute: () => root,
  path: "/journeys/$name",
  validateSearch: texts("tab", "step"),
  component: lazyRouteComponent(() => import("./journeys/journey-page.tsx"), "JourneyPage"),
});
export const galleryRoute = createRoute({
  getParentRoute: () => root,
  path: "/gallery",
  validateSearch: texts("show"),
  component: lazyRouteComponent(() => import("./journeys/gallery-page.tsx"), "GalleryPage"),
});
export const contactsRoute = createRoute({
  getParentRoute: () => root,
  path: "/contacts",
  validateSearch: texts("search"),
  component: lazyRouteComponent(() => import("./contacts/contacts-page.tsx"), "ContactsPage"),
});
export const contactRoute = createRoute({
  getParentRoute: () => root,
  path: "/contacts/$id",
  component: lazyRouteComponent(() => import("./contacts/contact-page.tsx"), "ContactPage"),
});
export const loyaltyRoute = createRoute({
  getParentRoute: () => root,
  path: "/loyalty",
  validateSearch: texts("audience", "store", "by", "over", "name"),
  component: lazyRouteComponent(() => import("./loyalty/loyalty-page.tsx"), "LoyaltyPage"),
});
const operationRoute = createRoute({
  getParentRoute: () => root,
  path: "/operation",
  component: lazyRouteComponent(() => import("./operation/operation-page.tsx"), "OperationPage"),
});
const auditRoute = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  component: lazyRouteComponent(() => import("./operation/audit-page.tsx"), "AuditPage"),
});

const routeTree = root.addChildren([
  start,
  journeysRoute,
  journeyRoute,
  galleryRoute,
  contactsRoute,
  contactRoute,
  loyaltyRoute,
  operationRoute,
  auditRoute,
]);

export const router = createRouter({
  routeTree,
  basepath: "/console",
  // As it stands there: a text that looks like a number stays one.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: queryOf,
  // Moving the scroll by itself would put a script into the page.
  scrollRestoration: false,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

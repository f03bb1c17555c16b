import { useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type {
  AuditEntry,
  Check,
  Contact,
  DeadLetter,
  Drawn,
  FoundContact,
  Held,
  Journey,
  JourneyMessages,
  Order,
  Prebuilt,
  ProjectView,
  Stuck,
  TimelineEntry,
  UnfinishedSending,
} from "./shapes.ts";

const of = encodeURIComponent;

export const useProject = () =>
  useQuery({ queryKey: ["project"], queryFn: () => ask<ProjectView>("/console/api/project") });

export const useJourneys = () =>
  useQuery({
    queryKey: ["journeys"],
    queryFn: async () => (await ask<{ journeys: readonly Journey[] }>("/v1/journeys")).journeys,
    refetchInterval: 5_000,
  });

export const useDrawn = (name: string) =>
  useQuery({ queryKey: ["drawn", name], queryFn: () => ask<Drawn>(`/console/api/journeys/${of(name)}`) });

export const useJourneyMessages = (name: string) =>
  useQuery({
    queryKey: ["messages", name],
    queryFn: () => ask<JourneyMessages>(`/console/api/journeys/${of(name)}/messages`),
    refetchInterval: 5_000,
  });

export const useHeld = (name: string) =>
  useQuery({
    queryKey: ["held", name],
    queryFn: async () =>
      (await ask<{ held: readonly Held[] }>(`/v1/journeys/${of(name)}/held?limit=200`)).held,
    refetchInterval: 3_000,
  });

export const useGallery = () =>
  useQuery({
    queryKey: ["gallery"],
    queryFn: async () => (await ask<{ prebuilt: readonly Prebuilt[] }>("/console/api/gallery")).prebuilt,
  });

export const usePrebuilt = (name: string | undefined) =>
  useQuery({
    queryKey: ["gallery", name],
    queryFn: () => ask<Drawn>(`/console/api/gallery/${of(name ?? "")}`),
    enabled: name !== undefined,
  });

export const useContacts = (search: string) =>
  useQuery({
    queryKey: ["contacts", search],
    queryFn: async () =>
      (await ask<{ contacts: readonly FoundContact[] }>(`/console/api/contacts?search=${of(search)}`))
        .contacts,
    placeholderData: (before) => before,
  });

export const useContact = (id: string) =>
  useQuery({
    queryKey: ["contact", id],
    queryFn: () =>
      ask<{ contact: Contact; timeline: readonly TimelineEntry[] }>(`/v1/contacts/${of(id)}/timeline`),
    refetchInterval: 5_000,
  });

export const useOrders = (id: string) =>
  useQuery({
    queryKey: ["orders", id],
    queryFn: async () =>
      (await ask<{ orders: readonly Order[] }>(`/console/api/contacts/${of(id)}/orders`)).orders,
  });

export const useHealth = () =>
  useQuery({
    queryKey: ["health"],
    queryFn: async () => (await ask<{ checks: readonly Check[] }>("/v1/doctor")).checks,
    refetchInterval: 10_000,
  });

export const useStuck = () =>
  useQuery({
    queryKey: ["stuck"],
    queryFn: async () => (await ask<{ stuck: readonly Stuck[] }>("/v1/stuck")).stuck,
  });

export const useLetters = () =>
  useQuery({
    queryKey: ["letters"],
    queryFn: async () => (await ask<{ deadLetters: readonly DeadLetter[] }>("/v1/dead-letters")).deadLetters,
  });

export const useSendings = () =>
  useQuery({
    queryKey: ["sendings"],
    queryFn: async () =>
      (await ask<{ sendings: readonly UnfinishedSending[] }>("/console/api/sendings")).sendings,
  });

export const useAudit = (before: number | undefined) =>
  useQuery({
    queryKey: ["audit", before],
    queryFn: async () =>
      (
        await ask<{ entries: readonly AuditEntry[] }>(
          `/console/api/audit${before === undefined ? "" : `?before=${before}`}`,
        )
      ).entries,
  });

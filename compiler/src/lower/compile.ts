import type { Email, Journey, Loyalty, Message, Sms, Survey } from "@trajet/grammar";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Model } from "../model/model.ts";
import { CanonicalError } from "../program/canonical.ts";
import type { CompiledProject } from "../program/types.ts";
import type { ProjectConfig } from "../project/config.ts";
import { compileAudiences, compileEvents, compileStores } from "./audiences.ts";
import { compileByHand } from "./by-hand.ts";
import { weekStartOf, yearStartOf } from "./calendar.ts";
import { compileCoupons } from "./declarations.ts";
import { compileJourney } from "./journey.ts";
import { LoweringError } from "./lowering.ts";
import { compileLoyalty } from "./loyalty.ts";
import { soundDeclarations } from "./sound.ts";

/** A journey or loyalty query that has no program, and why: the end of a sentence. */
export interface LeftOut {
  readonly kind: "journey" | "loyalty";
  readonly name: string;
  readonly reason: string;
}

/**
 * Compiles a checked project to all that a runtime needs of it, journeys and queries by name. One with an error in it, or
 * in something that it names, is left out, and `leftOut` is told; `diagnostics` are those of the check.
 */
export function compileProject(
  model: Model,
  diagnostics: readonly Diagnostic[],
  leftOut: (what: LeftOut) => void = () => {},
): CompiledProject {
  const isSound = soundDeclarations(model, diagnostics);

  const compileAll = <D extends Named, C>(
    declarations: Iterable<D>,
    compile: (model: Model, declaration: D) => C,
  ): readonly C[] =>
    [...declarations].toSorted(byName).flatMap((declaration) => {
      const outcome = isSound(declaration)
        ? attempt(() => compile(model, declaration))
        : { reason: HAS_ERRORS };
      if ("compiled" in outcome) return [outcome.compiled];
      const kind = kindOf(declaration);
      // Of a message, whoever sends it is told.
      if (kind !== undefined) leftOut({ kind, name: declaration.name?.text ?? "", reason: outcome.reason });
      return [];
    });

  const queries = [...model.symbols.people.values()].filter((people) => people.kind === "Loyalty");
  return {
    name: model.config.name,
    timezone: model.config.timezone,
    ...calendarOf(model.config),
    journeys: compileAll(model.symbols.journeys.values(), compileJourney),
    loyalty: compileAll(queries, compileLoyalty),
    loyaltyAt: model.config.loyaltyAt,
    ...ratesOf(model.config),
    ...trackingOf(model.config),
    messages: compileAll(model.symbols.messages.values(), compileByHand),
    audiences: compileAudiences(model),
    ...channelsOf(model),
    stores: compileStores(model),
    events: compileEvents(model),
    coupons: compileCoupons(model),
  };
}

/** What of the calendar and the money of the project is not as usual. */
function calendarOf(config: ProjectConfig): Pick<CompiledProject, "weekStart" | "yearStart" | "currency"> {
  const weekStart = weekStartOf(config);
  return {
    ...(weekStart !== 1 && { weekStart }),
    ...yearStartOf(config),
    ...(config.currency !== undefined && { currency: config.currency }),
  };
}

/** Further channels, to which contacts agree as to email and SMS. */
function channelsOf({ symbols }: Model): Pick<CompiledProject, "channels"> {
  const channels = [...symbols.channels.keys()].toSorted();
  return channels.length === 0 ? {} : { channels };
}

/** The rates of the channels that have one. */
function ratesOf({ channels }: ProjectConfig): Pick<CompiledProject, "rates"> {
  const rates = Object.entries(channels).flatMap(([name, channel]) =>
    channel.rate === undefined ? [] : [[name, channel.rate] as const],
  );
  return rates.length === 0 ? {} : { rates: Object.fromEntries(rates) };
}

/** There where the project turns some of it off. */
function trackingOf({ tracking }: ProjectConfig): Pick<CompiledProject, "tracking"> {
  const { opens = true, clicks = true } = tracking;
  return opens && clicks ? {} : { tracking: { opens, clicks } };
}

type Named = Journey | Loyalty | Email | Sms | Survey | Message;

const HAS_ERRORS = "there are errors in it, or in something that it names";

/** A project can silence an error, and its tree then says what no program can. */
function attempt<C>(compile: () => C): { readonly compiled: C } | { readonly reason: string } {
  try {
    return { compiled: compile() };
  } catch (error) {
    if (!(error instanceof LoweringError) && !(error instanceof CanonicalError)) throw error;
    return { reason: `${error.message}; an error about it may be turned off in trajet.json, or silenced` };
  }
}

function kindOf({ kind }: Named): LeftOut["kind"] | undefined {
  if (kind === "Journey") return "journey";
  return kind === "Loyalty" ? "loyalty" : undefined;
}

function byName(one: Named, other: Named): number {
  return (one.name?.text ?? "") < (other.name?.text ?? "") ? -1 : 1;
}

import type { CompiledProject } from "@trajet/compiler/program";
import type { Composer } from "./compose.ts";

/** Opens and clicks are known as far as the project, as it is when a mail is made, wants it. */
export function trackedAs(
  { tracking, ...links }: Required<Composer>,
  project: () => Pick<CompiledProject, "tracking">,
): Composer {
  return {
    ...links,
    tracking(sending) {
      const { opens, clicks } = project().tracking ?? { opens: true, clicks: true };
      const { openUrl, clickUrl } = tracking(sending);
      return { openUrl: opens ? openUrl : null, clickUrl: clicks ? clickUrl : null };
    },
  };
}

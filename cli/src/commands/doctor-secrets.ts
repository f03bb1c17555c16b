import type { Checked } from "../checking.ts";
import type { Check } from "../runtime.ts";

/** Whether the variables that the webhooks of the journeys name (`env NAME`) are set; none where no webhook names one. */
export function secretsCheck(
  { compiled }: Pick<Checked, "compiled">,
  env: Readonly<Record<string, string | undefined>>,
): readonly Check[] {
  const users = webhooksByVariable(compiled);
  if (users.size === 0) return [];
  const missing = [...users].filter(([variable]) => env[variable] === undefined);
  if (missing.length === 0)
    return [{ name: "secrets", status: "ok", detail: `Set: ${[...users.keys()].join(", ")}.` }];
  const names = missing.map(([variable, webhooks]) => `${variable} (${[...webhooks].join(", ")})`);
  return [
    {
      name: "secrets",
      status: "warn",
      detail: `Not set here: ${names.join(", ")}. Where a worker lacks one too, these calls wait.`,
      fix: "Set it where `trajet worker` runs, and start that again.",
    },
  ];
}

function webhooksByVariable(compiled: Checked["compiled"]): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const { program } of compiled?.journeys ?? [])
    for (const [name, { headers, secret }] of Object.entries(program.webhooks ?? {}))
      for (const variable of [...headers.map(({ env }) => env), secret?.env])
        if (variable !== undefined) users.set(variable, (users.get(variable) ?? new Set()).add(name));
  return users;
}

import type { ApiKeyRow, Scope } from "../runtime.ts";
import { type Column, textTable } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register } from "./context.ts";
import { withStore } from "./with-store.ts";

interface CreateOptions {
  readonly scope: readonly string[];
  readonly format: string;
}

const FORMATS = ["text", "json"] as const;

export const registerKeys: Register = (program, { terminal }) => {
  const command = program.command("keys").description("Make, list and revoke the keys of the HTTP doors.");
  command
    .command("create")
    .description("Make a key. It is told once, and only its hash is kept.")
    .argument("<name>", "by which it is listed and revoked, as who or what uses it")
    .option(
      "--scope <scope...>",
      "what it may do: read, write, or at one group of doors, as write:events; read and write unless said",
      [],
    )
    .option("--format <format>", "text or json", "text")
    .action(async (name: string, options: CreateOptions) => {
      const format = oneOf("--format", FORMATS, options.format);
      const { createApiKey, KeyNameTaken } = await import("../runtime.ts");
      const scopes = await scopesOf(options.scope);
      const { noting } = await import("../backend/audited.ts");
      const key = await withStore(projectFolder(command, terminal), terminal, ({ db }) =>
        noting({ db }, { what: "trajet keys create", subject: name }, () =>
          createApiKey(db, name, scopes).catch((error: unknown) => {
            if (!(error instanceof KeyNameTaken)) throw error;
            throw new UsageError(
              `There is a key ${name} already: take another name, or revoke that one first.`,
            );
          }),
        ),
      );
      if (format === "json") printJson(terminal, { version: 1, name, key, scopes });
      else {
        terminal.out(`${key}\n`);
        terminal.err(`The key ${name} may ${scopes.join(", ")}. Keep it now: it is not told again.\n`);
      }
    });
  command
    .command("list")
    .description("List the keys, revoked ones too.")
    .option("--format <format>", "text or json", "text")
    .action(async (options: { readonly format: string }) => {
      const format = oneOf("--format", FORMATS, options.format);
      const { listApiKeys } = await import("../runtime.ts");
      const keys = await withStore(projectFolder(command, terminal), terminal, ({ db }) => listApiKeys(db));
      if (format === "json") printJson(terminal, { version: 1, keys });
      else terminal.out(keys.length === 0 ? "There are no keys yet.\n" : textTable(COLUMNS, keys.map(cells)));
    });
  command
    .command("revoke")
    .description("Revoke a key: from the next request on it opens nothing.")
    .argument("<name>", "as it is listed")
    .action(async (name: string) => {
      const { revokeApiKey } = await import("../runtime.ts");
      const { noting } = await import("../backend/audited.ts");
      const revoked = await withStore(projectFolder(command, terminal), terminal, ({ db }) =>
        noting(
          { db },
          { what: "trajet keys revoke", subject: name },
          () => revokeApiKey(db, name),
          (was) => was,
        ),
      );
      if (!revoked) throw new UsageError(`There is no key ${name} that works: see \`trajet keys list\`.`);
      terminal.err(`The key ${name} is revoked.\n`);
    });
};

async function scopesOf(wanted: readonly string[]): Promise<readonly Scope[]> {
  const { ALL_SCOPES, isScope, SCOPES } = await import("../runtime.ts");
  if (wanted.length === 0) return ALL_SCOPES;
  return wanted.map((text) => {
    if (isScope(text)) return text;
    throw new UsageError(`--scope is one of ${SCOPES.join(", ")}; "${text}" is none of them.`);
  });
}

const COLUMNS: readonly Column[] = [
  { head: "name" },
  { head: "key" },
  { head: "may" },
  { head: "made" },
  { head: "revoked" },
];

function cells({ name, prefix, scopes, createdAt, revokedAt }: ApiKeyRow): readonly string[] {
  return [name, `${prefix}…`, scopes.join(", "), createdAt, revokedAt ?? ""];
}

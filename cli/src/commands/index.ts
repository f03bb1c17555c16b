import type { Command } from "commander";
import { registerBuild } from "./build.ts";
import { registerChangeStatus } from "./change-status.ts";
import { registerCheck } from "./check.ts";
import { registerContact } from "./contact.ts";
import type { CommandContext } from "./context.ts";
import { registerDev } from "./dev.ts";
import { registerDoctor } from "./doctor.ts";
import { registerExplain } from "./explain.ts";
import { registerFmt } from "./fmt.ts";
import { registerImport } from "./import.ts";
import { registerInit } from "./init.ts";
import { registerKeys } from "./keys.ts";
import { registerLoyalty } from "./loyalty.ts";
import { registerLsp } from "./lsp.ts";
import { registerMap } from "./map.ts";
import { registerRetry } from "./retry.ts";
import { registerSend } from "./send.ts";
import { registerServe } from "./serve.ts";
import { registerSimulate } from "./simulate.ts";
import { registerStatus } from "./status.ts";
import { registerTest } from "./test.ts";
import { registerWorker } from "./worker.ts";

/** In the order in which the help lists them. */
const COMMANDS = [
  registerInit,
  registerCheck,
  registerFmt,
  registerBuild,
  registerMap,
  registerExplain,
  registerSimulate,
  registerTest,
  registerDev,
  registerServe,
  registerWorker,
  registerImport,
  registerStatus,
  registerChangeStatus,
  registerRetry,
  registerContact,
  registerSend,
  registerLoyalty,
  registerKeys,
  registerDoctor,
  registerLsp,
];

/** Adds all commands to the program. */
export function registerCommands(program: Command, context: CommandContext): void {
  for (const register of COMMANDS) register(program, context);
}

import type { Command, CommanderError } from "commander";

/** What is wrong with a command line, and what to write instead, as one line. */
export function usageLetter(error: CommanderError, program: Command): string {
  const command = commandMeant(program);
  const name = fullName(command);
  const [, quoted = ""] = /'(.*?)'/.exec(error.message) ?? [];
  const meant = /\(Did you mean (.*)\?\)/.exec(error.message)?.[1];
  const near = meant === undefined ? "" : ` Did you mean ${meant}?`;
  switch (error.code) {
    case "commander.unknownCommand":
      return `There is no command ${fullName(command)} ${quoted}.${near || ` ${name} --help lists them.`}`;
    case "commander.unknownOption":
      return `There is no option ${quoted} of ${name}.${near || ` ${name} --help lists them.`}`;
    case "commander.missingArgument":
      return `The ${quoted} is missing. Write: ${name} ${operandsOf(command)}`;
    case "commander.optionMissingArgument":
      return `${quoted} stands without its value. See ${name} --help.`;
    case "commander.missingMandatoryOptionValue":
      return `${quoted} is missing. Write: ${[name, operandsOf(command), quoted].filter(Boolean).join(" ")}`;
    case "commander.excessArguments":
      return tooMany(command, name);
    default:
      return otherwise(error.message);
  }
}

/** The command that the words name, as far as there is one. */
export function commandMeant(program: Command): Command {
  const [first] = program.args;
  const inner = program.commands.find(
    (each) => each.name() === first || each.aliases().includes(first ?? ""),
  );
  return inner === undefined ? program : commandMeant(inner);
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

/** `<kind> <file>` */
function operandsOf({ registeredArguments }: Command): string {
  return registeredArguments
    .map((each) => {
      const name = `${each.name()}${each.variadic ? "..." : ""}`;
      return each.required ? `<${name}>` : `[${name}]`;
    })
    .join(" ");
}

function tooMany(command: Command, name: string): string {
  const { length } = command.registeredArguments;
  const extra = command.args.slice(length).join(" ");
  if (length > 0) return `${extra} is too much: ${name} takes ${operandsOf(command)}. See ${name} --help.`;
  return `${extra} is too much: ${name} takes no arguments. A project elsewhere is named so: ${name} --project ${extra}`;
}

/** Commander's `error: …`, as a sentence. */
function otherwise(message: string): string {
  const text = message
    .replace(/^error: /, "")
    .replaceAll("\n", " ")
    .trim();
  return /[.?)!]$/.test(text) ? text : `${text}. See trajet --help.`;
}

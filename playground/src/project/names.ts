/** As the editor's client takes names: it writes their letters small. */
const NAME = /^(?!\.)[a-z0-9_.-]+(\/(?!\.)[a-z0-9_.-]+)*$/;
const READ = /[^/]\.(journey|hbs|html|txt|mjml|json)$/;

export const isName = (path: string): boolean => NAME.test(path);

/** Whether a project reads a file of this name. */
export const isRead = (path: string): boolean => READ.test(path);

/** Why a new file cannot have this name; `undefined` where it can. */
export function problemOfName(path: string, taken: readonly string[]): string | undefined {
  if (path === "") return "Write a name, such as emails/hello.hbs.";
  if (taken.includes(path)) return `There is a file ${path} already.`;
  if (!isName(path))
    return "A name here has small letters, digits, “-”, “_” and “.”, and “/” behind a folder.";
  if (!isRead(path)) return "A project reads .journey, .hbs, .html, .txt, .mjml and .json: end the name so.";
  return undefined;
}

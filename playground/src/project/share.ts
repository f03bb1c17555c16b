import { isName } from "./names.ts";
import type { Files } from "./project.ts";

/** What begins the hash of a link that holds a project; the number is that of its form. */
const FORM = "project1=";
/** More than any project that people write by hand: what a crafted link unpacks to is bounded by it. */
const MOST_BYTES = 2_000_000;
const MOST_FILES = 500;

/** The project as the hash of a link: all of it is in the link, and browsers send no hash to anybody. */
export async function hashOf(files: Files): Promise<string> {
  const packed = new Blob([JSON.stringify(files)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return `#${FORM}${base64url(bytes)}`;
}

/**
 * The project that a hash holds; `undefined` for a hash that holds none.
 * @throws {Error} with a sentence about what is wrong with the link
 */
export async function projectIn(hash: string): Promise<Files | undefined> {
  if (!hash.startsWith("#project")) return undefined;
  if (!hash.startsWith(`#${FORM}`)) throw new Error("it was made by another version of the playground");
  return filesIn(await unpacked(bytesIn(hash.slice(FORM.length + 1))));
}

function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new Error("it holds characters that no such link has: it was cut or changed on its way");
  }
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error("it is not whole: it was cut or changed on its way");
    });
    if (done) return new TextDecoder().decode(await new Blob(chunks).arrayBuffer());
    length += value.length;
    if (length > MOST_BYTES) throw new Error("it holds more than two million characters");
    chunks.push(value);
  }
}

function filesIn(text: string): Files {
  const read = parsed(text);
  const entries = typeof read === "object" && read !== null ? Object.entries(read) : [];
  if (entries.length === 0 || !entries.every(([, content]) => typeof content === "string"))
    throw new Error("it holds no files");
  if (entries.length > MOST_FILES) throw new Error(`it holds more than ${MOST_FILES} files`);
  const odd = entries.find(([path]) => !isName(path));
  if (odd !== undefined)
    throw new Error(`it names a file “${odd[0].slice(0, 80)}”, which no project here can have`);
  return Object.fromEntries(entries);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("it is not whole: it was cut or changed on its way");
  }
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

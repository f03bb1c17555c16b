const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Bytes as text in UTF-8, a byte order mark included. A byte that is none becomes U+DC00 and the byte, half a character,
 * which the compiler finds and reports at its place.
 */
export function decode(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return pieces(bytes);
  }
}

/** Character by character, as there is one that is none. */
function pieces(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at);
    const byte = bytes[at] ?? 0;
    if (length === 0) parts.push(String.fromCharCode(0xdc00 + byte));
    else parts.push(STRICT.decode(bytes.subarray(at, at + length)));
    at += Math.max(1, length);
  }
  return parts.join("");
}

/** How many bytes the character at a place has; 0 if there is none. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length =
    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  return length > 0 && isCharacter(bytes.subarray(at, at + length), length) ? length : 0;
}

function isCharacter(bytes: Uint8Array, length: number): boolean {
  const [first = 0, second = 0] = bytes;
  if (bytes.length < length || !bytes.subarray(1).every((byte) => byte >> 6 === 0b10)) return false;
  // Written longer than needed, the halves of UTF-16, and beyond the last character (RFC 3629, section 4).
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}

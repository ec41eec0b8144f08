// Verifies a certificate's code (COSE Sign1 over a CWT, Ed25519, in base45) in the browser: no code leaves the device.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const TOKEN = 7, NAME = -70001, BEGINS = -70002, ENDS = -70003, SALT = -70004, DISEASE = -70005, REGION = -70006;

export interface Credential {
  token: string;
  name: string;
  region: string;
  begins: string;
  ends: string;
  salt: Uint8Array;
  disease: Uint8Array;
}

function fromBase45(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = Array.from(text.slice(at, at + 3), (one) => ALPHABET.indexOf(one));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const whole = digits.length === 3;
    if (digits.length < 2 || digits.includes(-1) || value > (whole ? 0xffff : 0xff)) throw new Error("base45");
    if (whole) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
}

class Cbor {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  private take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new Error("cbor");
    return this.bytes.slice(this.at, (this.at += length));
  }

  private size(short: number): number {
    if (short < 24) return short;
    if (short > 27) throw new Error("cbor");
    return this.take(2 ** (short - 24)).reduce((sum, one) => sum * 256 + one, 0);
  }

  read(): any {
    const head = this.take(1)[0];
    const size = this.size(head & 31);
    switch (head >> 5) {
      case 0: return size;
      case 1: return -1 - size;
      case 2: return this.take(size);
      case 3: return new TextDecoder("utf-8", { fatal: true }).decode(this.take(size));
      case 4: return Array.from({ length: size }, () => this.read());
      case 5: return new Map(Array.from({ length: size }, () => [this.read(), this.read()]));
      case 6: return this.read(); // a tag: what it holds
      default: throw new Error("cbor");
    }
  }
}

function bytesOf(content: Uint8Array): number[] {
  const size = content.length;
  const head = size < 24 ? [0x40 + size] : size < 256 ? [0x58, size] : [0x59, size >> 8, size & 255];
  return [...head, ...content];
}

async function isSigned(key: string, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const known = await crypto.subtle.importKey("raw", fromBase64(key) as BufferSource, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, known, signature as BufferSource, message as BufferSource);
}

/** What the code says, proven by `key` (base64); null for what is no certificate of that key's holder. */
export async function readCode(code: string, key: string): Promise<Credential | null> {
  try {
    const [head, , payload, signature] = new Cbor(fromBase45(code.replace(/[\r\n]/g, ""))).read();
    const signed = Uint8Array.from([0x84, 0x6a, ...new TextEncoder().encode("Signature1"), ...bytesOf(head), 0x40, ...bytesOf(payload)]);
    if (!(await isSigned(key, signed, signature))) return null;
    const claims = new Cbor(payload).read() as Map<number, any>;
    return {
      token: new TextDecoder().decode(claims.get(TOKEN)),
      name: claims.get(NAME),
      region: claims.get(REGION),
      begins: claims.get(BEGINS),
      ends: claims.get(ENDS),
      salt: claims.get(SALT),
      disease: claims.get(DISEASE),
    };
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "NotSupportedError") throw problem;
    return null;
  }
}

async function digest(content: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content as BufferSource));
}

const hex = (content: Uint8Array): string => Array.from(content, (one) => one.toString(16).padStart(2, "0")).join("");

/** Whether `disease` (code or name as printed) is what the certificate was issued for. */
export async function isFor(found: Credential, disease: string): Promise<boolean> {
  const plain = new TextEncoder().encode(disease.replace(/\s+/g, "").toUpperCase());
  const own = hex((await digest(Uint8Array.from([...found.salt, ...plain]))).slice(0, 8));
  return [hex(found.disease.slice(0, 8)), hex(found.disease.slice(8))].includes(own);
}

export interface Withdrawn {
  made_at: string;
  tokens: string[];
}

/** The list of withdrawn certificates when its signature holds, else null. */
export async function readList(answer: { list: string; signature: string }, key: string): Promise<Withdrawn | null> {
  const sound = await isSigned(key, new TextEncoder().encode(answer.list), fromBase64(answer.signature));
  return sound ? (JSON.parse(answer.list) as Withdrawn) : null;
}

/** Whether the certificate stands on the list. */
export async function isWithdrawn(found: Credential, list: Withdrawn): Promise<boolean> {
  return list.tokens.includes(hex((await digest(new TextEncoder().encode(found.token))).slice(0, 8)));
}

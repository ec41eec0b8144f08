// Brings one file to the server, a part at a time, going on where the line broke. The protocol stands in materials/pages/uploads.py.

export interface Parcel {
  key: string; // our own name for this sending: the same again never makes a second page
  slot: string;
  name: string;
  body: Blob;
  beginUrl: string; // empty where only a plain form post is taken
  postUrl: string;
}

export interface Refusal {
  code: string;
  words: string;
}

export class LineBroken extends Error {}
export class SignedOut extends Error {}

interface Standing {
  url: string;
  offset: number;
  part_bytes: number;
  paper: unknown;
}

const PATIENCE = 60_000;

function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function asked(address: string, options: RequestInit): Promise<Response> {
  const clock = new AbortController();
  const end = window.setTimeout(() => clock.abort(), PATIENCE);
  const headers = { ...options.headers, "X-CSRFToken": token(), "HX-Request": "true" };
  try {
    const answer = await fetch(address, { ...options, headers, credentials: "same-origin", signal: clock.signal });
    if (answer.headers.has("HX-Redirect") || (answer.redirected && answer.url.includes("/login"))) throw new SignedOut();
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new LineBroken();
    return answer;
  } catch (problem) {
    throw problem instanceof SignedOut ? problem : new LineBroken();
  } finally {
    window.clearTimeout(end);
  }
}

async function digestOf(body: Blob): Promise<string> {
  if (!window.crypto?.subtle) return "";
  const digest = await window.crypto.subtle.digest("SHA-256", await body.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function refusalOf(answer: Response): Promise<Refusal & { offset?: number }> {
  const told = await answer.json().catch(() => ({}));
  return { code: told.code ?? String(answer.status), words: [told.what, told.why, told.now].filter(Boolean).join(""), offset: told.offset };
}

// Null when the paper has arrived, else why it is not taken. Throws LineBroken or SignedOut: call again later with the same parcel.
export async function deliver(parcel: Parcel, tell: (share: number) => void): Promise<Refusal | null> {
  if (!parcel.beginUrl) return posted(parcel, tell);
  const form = new FormData();
  const facts = { slot: parcel.slot, name: parcel.name, size: String(parcel.body.size), digest: await digestOf(parcel.body), client_key: parcel.key };
  Object.entries(facts).forEach(([name, value]) => form.append(name, value));
  const begun = await asked(parcel.beginUrl, { method: "POST", body: form });
  if (!begun.ok) return refusalOf(begun);
  return grown(parcel, await begun.json(), tell);
}

async function grown(parcel: Parcel, standing: Standing, tell: (share: number) => void): Promise<Refusal | null> {
  let { offset } = standing;
  let corrected = 0;
  while (!standing.paper) {
    tell(offset / parcel.body.size);
    const part = parcel.body.slice(offset, offset + standing.part_bytes);
    const headers = { "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" };
    const answer = await asked(standing.url, { method: "PUT", body: part, headers });
    if (!answer.ok) {
      const refusal = await refusalOf(answer);
      // The server knows better how far we came; but not for ever.
      if (!["UPLOAD_OFFSET", "UPLOAD_DAMAGED"].includes(refusal.code) || (corrected += 1) > 3) return refusal;
      offset = refusal.offset ?? 0;
      continue;
    }
    standing = await answer.json();
    offset = standing.offset;
  }
  tell(1);
  return null;
}

async function posted(parcel: Parcel, tell: (share: number) => void): Promise<Refusal | null> {
  const form = new FormData();
  form.append("file", parcel.body, parcel.name);
  tell(0);
  const answer = await asked(parcel.postUrl, { method: "POST", body: form });
  tell(1);
  if (answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const words = page.querySelector(".mt-field__error, .mt-notice__title, h1")?.textContent?.trim() ?? "";
  return { code: answer.headers.get("X-Error-Code") ?? String(answer.status), words };
}

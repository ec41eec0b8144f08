// What the device keeps of one person's pages is sealed with a key that never leaves it, and that goes when somebody else signs in.

const NAME = "mantetong-page-keys";
const STORE = "keys";
const NONCE = 12;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const base = await done(request);
  try {
    return await done(ask(base.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    base.close();
  }
}

async function keyOf(account: string): Promise<CryptoKey> {
  const known = await within<CryptoKey | undefined>("readonly", (store) => store.get(account));
  if (known) return known;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await within("readwrite", (store) => store.put(key, account));
  return key;
}

export async function seal(account: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(account), new TextEncoder().encode(text));
  const whole = new Uint8Array(NONCE + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), NONCE);
  return whole;
}

// Raises where the key has gone: what was kept then counts as not kept.
export async function unseal(account: string, whole: ArrayBuffer): Promise<string> {
  const iv = new Uint8Array(whole.slice(0, NONCE));
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOf(account), whole.slice(NONCE)));
}

export async function forgetAllBut(account: string): Promise<void> {
  const accounts = await within("readonly", (store) => store.getAllKeys());
  for (const one of accounts) if (one !== account) await within("readwrite", (store) => store.delete(one));
}

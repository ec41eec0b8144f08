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

async function within<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => T | Promise<T>): Promise<T> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const base = await done(request);
  try {
    return await ask(base.transaction(STORE, mode).objectStore(STORE));
  } finally {
    base.close();
  }
}

const known = (store: IDBObjectStore, account: string): Promise<CryptoKey | undefined> => done(store.get(account));

// Two pages may be kept in the same moment: whoever is first puts the key, and the other uses that one.
async function keyOf(account: string): Promise<CryptoKey> {
  const there = await within("readonly", (store) => known(store, account));
  if (there) return there;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  return within("readwrite", async (store) => {
    const first = await known(store, account);
    if (first) return first;
    await done(store.put(made, account));
    return made;
  });
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
  await within("readwrite", async (store) => {
    for (const one of await done(store.getAllKeys())) if (one !== account) await done(store.delete(one));
  });
}

// Photographs not yet sent wait on the device, sealed with a key that never leaves it and belongs to the account that took them.

import type { Fault } from "./look";

export interface Kept {
  key: string;
  account: string;
  facts: { slot: string; name: string; beginUrl: string; postUrl: string; faults: Fault[] };
  body: Blob;
}

interface Row {
  key: string;
  account: string;
  at: number;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

const NAME = "mantetong-papers";
const FLAG = "mt-waiting";

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys", { keyPath: "account" });
    request.result.createObjectStore("waiting", { keyPath: "key" }).createIndex("account", "account");
  };
  return done(request);
}

async function within<T>(store: "keys" | "waiting", mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await opened();
  try {
    return await done(ask(base.transaction(store, mode).objectStore(store)));
  } finally {
    base.close();
  }
}

async function keyOf(account: string): Promise<CryptoKey> {
  const known = await within<{ key: CryptoKey } | undefined>("keys", "readonly", (store) => store.get(account));
  if (known) return known.key;
  const key = await window.crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await within("keys", "readwrite", (store) => store.put({ account, key }));
  return key;
}

// Without an account, without encryption (no secure line), or in a browser that keeps nothing: only in memory.
export function canKeep(account: string): boolean {
  return Boolean(account && "indexedDB" in window && window.crypto?.subtle);
}

// The facts stand before the picture, with their length in front, and both are sealed as one.
export async function keep(kept: Kept): Promise<void> {
  const facts = new TextEncoder().encode(JSON.stringify({ ...kept.facts, type: kept.body.type }));
  const plain = await new Blob([new Uint32Array([facts.length]), facts, kept.body]).arrayBuffer();
  const iv = window.crypto.getRandomValues(new Uint8Array(12));
  const sealed = await window.crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(kept.account), plain);
  await within("waiting", "readwrite", (store) => store.put({ key: kept.key, account: kept.account, at: Date.now(), iv, sealed } satisfies Row));
  localStorage.setItem(FLAG, kept.account);
}

export async function drop(key: string): Promise<void> {
  await within("waiting", "readwrite", (store) => store.delete(key));
  if (!(await within("waiting", "readonly", (store) => store.count()))) localStorage.removeItem(FLAG);
}

// What this account left waiting, oldest first.
export async function mine(account: string): Promise<Kept[]> {
  const rows = await within<Row[]>("waiting", "readonly", (store) => store.index("account").getAll(account));
  const key = rows.length ? await keyOf(account) : null;
  const opened = await Promise.all(rows.sort((a, b) => a.at - b.at).map((row) => unsealed(row, key!).catch(() => null)));
  return opened.filter((one): one is Kept => one !== null);
}

async function unsealed(row: Row, key: CryptoKey): Promise<Kept> {
  const plain = await window.crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.sealed);
  const length = new Uint32Array(plain.slice(0, 4))[0];
  const { type, ...facts } = JSON.parse(new TextDecoder().decode(plain.slice(4, 4 + length)));
  return { key: row.key, account: row.account, facts, body: new Blob([plain.slice(4 + length)], { type }) };
}

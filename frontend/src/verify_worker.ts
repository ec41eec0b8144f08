// Keeps the verification page, its styles and scripts, and the last list of withdrawn certificates at hand.
// `mantetongVerify` is written above this text by recognition/pages/offline.py.

interface Kept {
  version: string;
  addresses: string[];
}

const host = self as any;
const { version, addresses } = host.mantetongVerify as Kept;
const STORE = `verify-${version}`;

host.addEventListener("install", (event: any) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(addresses)).then(() => host.skipWaiting()));
});

host.addEventListener("activate", (event: any) => {
  const old = async (): Promise<void> => {
    const names = (await caches.keys()).filter((name) => name.startsWith("verify-") && name !== STORE);
    await Promise.all(names.map((name) => caches.delete(name)));
    await host.clients.claim();
  };
  event.waitUntil(old());
});

async function fresh(request: Request, address: string): Promise<Response> {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await store.put(address, answer.clone());
    return answer;
  } catch {
    return (await store.match(address, { ignoreVary: true })) ?? Response.error();
  }
}

host.addEventListener("fetch", (event: any) => {
  const request: Request = event.request;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== host.location.origin || !addresses.includes(pathname)) return;
  event.respondWith(fresh(request, pathname));
});

// The service worker: the guide, and for the account that is signed in its drafts and certificates, open without a line.
// `mantetongShell` (addresses of styles and scripts, and the version of both) is written above this text by web/views.py.

import { forgetAllBut, seal, unseal } from "./scripts/sealing";

interface Shell {
  version: string;
  assets: string[];
  offline: string;
}

interface Host {
  mantetongShell: Shell;
  clients: { claim(): Promise<void>; openWindow(address: string): Promise<unknown> };
  registration: { showNotification(title: string, how: object): Promise<void> };
  location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listen: (event: any) => void): void;
}

const host = self as unknown as Host;
const { version, assets, offline } = host.mantetongShell;
const SHELL = `shell-${version}`;
const PUBLIC = "public";
const STATE = "state";
const WHOSE = "/-/whose";
const OPEN = /^\/(guide\/\d{6}\/(diseases\/)?)?$/;
// Pages of one person: the list of cases and each case, the draft's questions and papers, the certificates.
const OWN = /^\/(my\/([\w-]+\/)?|certificates\/|apply\/draft\/\w+\/(list|papers|check|q\/\w+)\/)$/;
const PATIENCE = 8000; // a line slower than this counts as none, where an older page is at hand

const ownOf = (account: string): string => `own-${account}`;

async function whose(): Promise<string> {
  const kept = await (await caches.open(STATE)).match(WHOSE);
  return kept ? kept.text() : "";
}

// Another account, or nobody: what was kept for somebody else goes.
async function belongsTo(account: string): Promise<void> {
  if (account === (await whose())) return;
  await (await caches.open(STATE)).put(WHOSE, new Response(account));
  const stale = (await caches.keys()).filter((name) => name.startsWith("own-") && name !== ownOf(account));
  await Promise.all(stale.map((name) => caches.delete(name)));
  await forgetAllBut(account);
}

async function keep(address: string, answer: Response): Promise<void> {
  const { pathname } = new URL(address);
  const body = await answer.text();
  const account = /data-account="([0-9a-f]*)"/.exec(body)?.[1] ?? "";
  const plain = new Response(body, { headers: answer.headers });
  if (OPEN.test(pathname) && !account) return (await caches.open(PUBLIC)).put(address, plain);
  await belongsTo(account);
  if (!account || !(OWN.test(pathname) || OPEN.test(pathname))) return;
  await (await caches.open(ownOf(account))).put(address, new Response(await seal(account, body), { headers: answer.headers }));
}

async function kept(address: string): Promise<Response | undefined> {
  const account = await whose();
  const found = async (name: string) => (await caches.open(name)).match(address, { ignoreSearch: true, ignoreVary: true });
  const own = account ? await found(ownOf(account)) : undefined;
  if (own) {
    const text = await own.arrayBuffer().then((whole) => unseal(account, whole)).catch(() => null);
    if (text !== null) return new Response(text, { headers: own.headers });
  }
  return found(PUBLIC);
}

async function page(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> {
  const older = await kept(request.url);
  const clock = new AbortController();
  const end = older ? setTimeout(() => clock.abort(), PATIENCE) : undefined;
  try {
    const answer = await fetch(request, { signal: clock.signal });
    if (answer.ok && !answer.redirected && answer.type === "basic") later(keep(request.url, answer.clone()).catch(() => undefined));
    return answer;
  } catch {
    return older ?? (await caches.match(offline, { ignoreVary: true })) ?? Response.error();
  } finally {
    clearTimeout(end);
  }
}

async function asset(request: Request): Promise<Response> {
  const found = await caches.match(request, { ignoreVary: true });
  return found ?? fetch(request);
}

host.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll([...assets, offline])).then(() => host.skipWaiting()));
});

host.addEventListener("activate", (event) => {
  const old = async (): Promise<void> => {
    const names = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
    await Promise.all(names.map((name) => caches.delete(name)));
    await host.clients.claim();
  };
  event.waitUntil(old());
});

host.addEventListener("fetch", (event) => {
  const request: Request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== host.location.origin) return;
  if (address.pathname.startsWith("/static/")) return event.respondWith(asset(request));
  if (request.mode === "navigate" && !address.pathname.startsWith("/desk/")) event.respondWith(page(request, (work) => event.waitUntil(work)));
});

// What the service has to say, even while no page of it is open. A repeat has the same tag and takes the place of the first.
host.addEventListener("push", (event) => {
  const { title, words, path, tag } = event.data.json() as Record<"title" | "words" | "path" | "tag", string>;
  const icon = assets.find((name) => name.endsWith("icon.svg"));
  event.waitUntil(host.registration.showNotification(title, { body: words, tag, icon, lang: "zh-CN", data: { path } }));
});

host.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data.path, host.location.origin);
  if (target.origin === host.location.origin) event.waitUntil(host.clients.openWindow(target.href));
});

// A page says whose it is, and which of the person's pages to keep at hand.
host.addEventListener("message", (event) => {
  const { account, warm } = event.data as { account: string; warm: string[] };
  const ready = async (): Promise<void> => {
    await belongsTo(account);
    for (const address of account ? warm : []) {
      if (!OWN.test(new URL(address).pathname)) continue;
      const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
      if (answer?.ok && !answer.redirected) await keep(address, answer);
    }
  };
  event.waitUntil(ready());
});

export {};

// Makes the service installable and keeps pages at hand for a dead line; says so when a page shown is an older one.

const WARMED = "mt-warmed";

function once(account: string): boolean {
  if (!account || sessionStorage.getItem(WARMED) === account) return false;
  sessionStorage.setItem(WARMED, account);
  return true;
}

async function register(root: Document): Promise<void> {
  await navigator.serviceWorker.register("/offline.js", { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  const account = root.body.dataset.account ?? "";
  // A page from the cache says nothing new about who is signed in.
  if (!navigator.onLine) return;
  const links = Array.from(root.querySelectorAll<HTMLAnchorElement>(".mt-tabs a"), (one) => one.href);
  active?.postMessage({ account, warm: once(account) ? links : [] });
}

export function beInstallable(root: Document): void {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  // After everything the first view needs.
  window.addEventListener("load", () => window.setTimeout(() => void register(root).catch(() => undefined), 1500));
  const tell = (): void => root.querySelectorAll<HTMLElement>("[data-no-line]").forEach((one) => (one.hidden = navigator.onLine));
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  tell();
}

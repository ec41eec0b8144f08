// Being told through a door: pushes to this browser, and the mini-program's own page where one tap agrees to one message.

interface Bridge {
  invoke(name: string, given: { name: string; arg: { url: string } }): void;
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

function text(key: ArrayBuffer | null): string {
  const plain = String.fromCharCode(...Array.from(new Uint8Array(key ?? new ArrayBuffer(0))));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fill(form: HTMLFormElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value;
}

async function subscribe(form: HTMLFormElement): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push ?? "") };
  const found = await pushManager.subscribe(options);
  fill(form, { endpoint: found.endpoint, p256dh: text(found.getKey("p256dh")), auth: text(found.getKey("auth")) });
}

export function offerPushes(root: Document): void {
  const form = root.querySelector<HTMLFormElement>("form[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window) || !window.isSecureContext) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    subscribe(form).then(
      () => form.submit(),
      () => root.querySelector<HTMLElement>("[data-push-no]")?.removeAttribute("hidden"),
    );
  });
}

export function openMiniPages(root: Document): void {
  root.querySelectorAll<HTMLAnchorElement>("[data-mini-page]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const { WeixinJSBridge } = window as unknown as { WeixinJSBridge?: Bridge };
      WeixinJSBridge?.invoke("invokeMiniProgramAPI", { name: "navigateTo", arg: { url: link.dataset.miniPage ?? "" } });
    }),
  );
}

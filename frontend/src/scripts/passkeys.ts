// A passkey is made or shown by the browser; the page's own form carries what it said. Written out for browsers that know
// WebAuthn but not its JSON.

type Sealed = { id: string };

function bytesOf(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0)).buffer;
}

function textOf(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

function opened(options: Record<string, unknown>): never {
  const ids = (name: string) => ((options[name] as Sealed[]) ?? []).map((one) => ({ ...one, id: bytesOf(one.id) }));
  const user = options.user as Sealed | undefined;
  return {
    ...options,
    challenge: bytesOf(options.challenge as string),
    ...(user && { user: { ...user, id: bytesOf(user.id) } }),
    excludeCredentials: ids("excludeCredentials"),
    allowCredentials: ids("allowCredentials"),
  } as never;
}

function written(made: PublicKeyCredential): string {
  const response: Record<string, string> = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = (made.response as unknown as Record<string, ArrayBuffer | null>)[name];
    if (value) response[name] = textOf(value);
  }
  return JSON.stringify({
    id: made.id,
    rawId: textOf(made.rawId),
    type: made.type,
    response,
    clientExtensionResults: made.getClientExtensionResults(),
  });
}

async function ask(form: HTMLFormElement): Promise<string> {
  const publicKey = opened(JSON.parse(form.dataset.options ?? "{}").publicKey);
  const asked = form.dataset.passkey === "create" ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
  return written((await asked) as PublicKeyCredential);
}

export function offerPasskeys(root: Document): void {
  if (!window.PublicKeyCredential) return;
  root.querySelectorAll("[data-passkey-away]").forEach((one) => one.remove());
  root.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
      if (failed) failed.hidden = true;
      ask(form)
        .then((said) => {
          (form.elements.namedItem("credential") as HTMLInputElement).value = said;
          form.submit();
        })
        .catch(() => {
          if (failed) failed.hidden = false;
        });
    });
  });
}

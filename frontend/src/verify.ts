// The page that verifies certificates without a line. Without script the form goes to the server.
import { isFor, isWithdrawn, readCode, readList, type Credential, type Withdrawn } from "./scripts/verify";

const form = document.querySelector<HTMLFormElement>("form[data-verify]");
const result = document.querySelector<HTMLElement>("[data-verify-result]");

function today(): string {
  return new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10); // a Shanghai day
}

function state(found: Credential, list: Withdrawn | null): Promise<string> | string {
  if (found.begins > today()) return "notYet";
  if (found.ends && found.ends < today()) return "ended";
  return list ? isWithdrawn(found, list).then((gone) => (gone ? "withdrawn" : "valid")) : "unlisted";
}

async function list(address: string, key: string): Promise<Withdrawn | null> {
  const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
  return answer?.ok ? readList(await answer.json(), key).catch(() => null) : null;
}

function show(words: DOMStringMap, key: string, tone: string, lines: string[]): void {
  if (!result) return;
  const box = document.createElement("div");
  box.className = `mt-notice mt-notice--${tone}`;
  const body = document.createElement("div");
  body.className = "mt-notice__body";
  const heading = document.createElement("p");
  heading.className = "mt-notice__heading";
  heading.textContent = words[key] ?? key;
  body.append(heading, ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  box.append(body);
  result.replaceChildren(box);
}

async function lines(words: DOMStringMap, found: Credential, disease: string, known: Withdrawn | null): Promise<string[]> {
  const said = [`${words.name}${found.name}`, `${words.days}${found.begins} — ${found.ends || words.endless}`];
  if (disease) said.push(((await isFor(found, disease)) ? words.same : words.differs) ?? "");
  if (known) said.push(`${words.listed}${new Date(known.made_at).toLocaleString("zh-CN")}`);
  return said;
}

async function check(words: DOMStringMap, code: string, disease: string): Promise<void> {
  const key = words.key ?? "";
  const found = await readCode(code, key);
  if (!found) return show(words, "broken", "danger", []);
  const known = await list(words.list ?? "", key);
  const stands = await state(found, known);
  const tone = { valid: "success", unlisted: "warning", notYet: "info" }[stands] ?? "danger";
  show(words, stands, tone, await lines(words, found, disease, known));
}

if (form && result && window.crypto?.subtle) {
  form.addEventListener("submit", (event) => {
    const given = new FormData(form);
    const code = String(given.get("code") ?? "");
    if (!code.trim()) return; // the server says what is missing
    event.preventDefault();
    const fail = (): void => (navigator.onLine ? form.submit() : show(form.dataset, "cannot", "warning", []));
    check(form.dataset, code, String(given.get("disease") ?? "").trim()).catch(fail);
  });
}

if ("serviceWorker" in navigator && window.isSecureContext) {
  void navigator.serviceWorker.register("/verify/worker.js", { scope: "/verify/" }).catch(() => undefined);
}

// Sends photographs as soon as they are chosen, smaller where they must be, and says how far it is.
import { fitted } from "./shrink";

type Tell = (words: string) => void;

async function bodyOf(form: HTMLFormElement): Promise<FormData> {
  const limit = Number(form.dataset.maxBytes);
  const body = new FormData(form);
  const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
  body.delete(input.name);
  for (const file of Array.from(input.files ?? [])) {
    const small = await fitted(file, limit);
    body.append(input.name, small, small.name);
  }
  return body;
}

// The answer is a page: go where it leads, or show what it says when something must be put right.
function show(request: XMLHttpRequest): void {
  if (request.status < 300) {
    const target = new URL(request.responseURL);
    if (target.pathname === location.pathname && target.search === location.search) location.reload();
    else location.assign(target.href);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const answer = page.querySelector("main");
  if (!answer) return void location.reload();
  const main = document.querySelector("main")!;
  main.replaceChildren(...Array.from(answer.childNodes));
  watchUploads(main);
  main.querySelector<HTMLElement>("[data-focus], h1")?.focus();
  main.focus();
}

function send(form: HTMLFormElement, body: FormData, tell: Tell, done: () => void): void {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) tell(event.loaded < event.total ? `正在上传 ${Math.floor((event.loaded / event.total) * 100)}%` : "已经送到，正在检查……");
  };
  request.onload = () => {
    done();
    show(request);
  };
  request.onerror = () => {
    done();
    form.classList.add("mt-slot__form--retry");
    tell("网络中断，这次没有传上去。照片还在，请再点一次“上传”。");
  };
  request.send(body);
}

function watch(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>("[data-upload-status]");
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const tell: Tell = (words) => void (status && (status.textContent = words));
  let busy = false;
  if (form.classList.contains("mt-slot__form--ready")) return;
  form.classList.add("mt-slot__form--ready");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy || !input?.files?.length) return;
    busy = true;
    form.dataset.busy = "yes";
    tell("正在准备照片……");
    send(form, await bodyOf(form), tell, () => {
      busy = false;
      delete form.dataset.busy;
    });
  });
  input?.addEventListener("change", () => input.files?.length && form.requestSubmit?.());
}

export function watchUploads(root: ParentNode): void {
  root.querySelectorAll<HTMLFormElement>("form[data-upload]").forEach(watch);
}

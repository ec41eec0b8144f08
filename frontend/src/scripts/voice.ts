// Speaking instead of typing, on fields that ask for words, where the browser can listen. Elsewhere nothing is shown.

interface Heard {
  results: ArrayLike<ArrayLike<{ transcript: string }>>;
}
interface Listener {
  lang: string;
  interimResults: boolean;
  onresult: ((event: Heard) => void) | null;
  onerror: (() => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}
type ListenerMaker = new () => Listener;
type Field = HTMLInputElement | HTMLTextAreaElement;

function maker(): ListenerMaker | undefined {
  const known = window as unknown as { SpeechRecognition?: ListenerMaker; webkitSpeechRecognition?: ListenerMaker };
  return known.SpeechRecognition ?? known.webkitSpeechRecognition;
}

// What was said joins what stands there; a search is replaced, its full stop left out.
function put(field: Field, said: string): void {
  const isSearch = field.type === "search";
  field.value = isSearch ? said.replace(/[。，？！\s]+$/u, "") : field.value + said;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function offerOn(field: Field, Maker: ListenerMaker): void {
  if (field.dataset.voice === "on") return;
  field.dataset.voice = "on";
  const english = document.documentElement.lang.startsWith("en");
  const words = english
    ? { speak: "Speak instead", listening: "Listening… press to stop", failed: "Nothing was heard. Please type, or try again." }
    : { speak: "说话输入", listening: "正在听……说完再按一下", failed: "没有听清。请打字，或者再按一下重说。" };
  const button = document.createElement("button");
  const state = document.createElement("p");
  button.type = "button";
  button.className = "btn btn-link mt-button mt-button--quiet mt-no-print";
  button.textContent = words.speak;
  state.setAttribute("role", "status");
  let listener: Listener | null = null;
  button.addEventListener("click", () => {
    if (listener) return listener.stop();
    listener = new Maker();
    listener.lang = english ? "en-US" : "zh-CN";
    listener.interimResults = false;
    listener.onresult = (event) => put(field, Array.from(event.results, (one) => one[0].transcript).join(""));
    listener.onerror = () => void (state.textContent = words.failed);
    listener.onend = () => {
      listener = null;
      button.textContent = words.speak;
      field.focus();
    };
    state.textContent = "";
    button.textContent = words.listening;
    listener.start();
  });
  field.after(button, state);
}

export function offerSpeaking(root: ParentNode): void {
  const Maker = maker();
  if (!Maker) return;
  root.querySelectorAll<Field>("[data-voice]").forEach((field) => offerOn(field, Maker));
}

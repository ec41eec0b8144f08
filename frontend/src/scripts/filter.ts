// Narrows a long list of choices while one types. What is chosen stays in sight; without script the whole list stands.

function narrow(list: Element, words: string): void {
  list.querySelectorAll<HTMLElement>(".mt-choice").forEach((choice) => {
    const chosen = choice.querySelector<HTMLInputElement>("input")?.checked ?? false;
    choice.hidden = !chosen && !(choice.textContent ?? "").toLowerCase().includes(words);
  });
}

export function offerFiltering(root: Document): void {
  root.querySelectorAll<HTMLElement>("[data-filter-list]").forEach((box) => {
    const input = box.querySelector<HTMLInputElement>("[data-filter-for]");
    const list = root.getElementById(input?.dataset.filterFor ?? "");
    if (!input || !list) return;
    box.hidden = false;
    input.addEventListener("input", () => narrow(list, input.value.trim().toLowerCase()));
  });
}

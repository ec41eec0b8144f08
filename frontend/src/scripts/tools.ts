// Small comforts: printing, and the focus on what must be put right.

export function showTools(root: Document): void {
  root.querySelectorAll<HTMLButtonElement>("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  root.querySelector<HTMLElement>("[data-focus]")?.focus();
}

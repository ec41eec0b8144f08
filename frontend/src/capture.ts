// The camera check and the sending of papers: fetched by a page that has a place for papers, or when photographs wait to be sent.
import { offerDragging } from "./scripts/capture/order";
import { sendLeftOver } from "./scripts/capture/left_over";
import { watchSlots } from "./scripts/capture/slot";
import { offerTurning } from "./scripts/capture/turning";

watchSlots(document);
document.addEventListener("htmx:load", (event) => watchSlots((event as CustomEvent<{ elt: Element }>).detail.elt.parentElement ?? document));
offerDragging(document);
offerTurning(document);
void sendLeftOver(document);
